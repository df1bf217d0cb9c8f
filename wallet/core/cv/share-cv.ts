import { isWordless, type OwnWords } from '../../../shared/cv/own-words.ts'
import { signOwnWords } from '../../../shared/cv/own-words-credential.ts'
import { sealShare, shareChallenge, shareKeyBytes } from '../../../shared/cv/sealed-share.ts'
import { formatShareLink } from '../../../shared/cv/share-link.ts'
import type { SharedCv } from '../../../shared/cv/shared-cv.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { CredentialFormat } from '../../../shared/oid4vc/credential-format.ts'
import { maxShareBytes, newShareUrl, zShareReceipt } from '../../../shared/sealed/share-api.ts'
import type { Disclosure, HeldBadge } from '../held-badge.ts'
import { completeLogProofs, logProofsOf } from '../log-proofs.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import type { Share } from './share.ts'

export type ShareInput = {
  /** In the order in which they are shown. */
  badges: readonly HeldBadge[]
  ownWords?: OwnWords
  /** The owner's name for the share; it is not sent. */
  title: string
  expiresInSeconds: number
  cvId?: string
}

type Presented = {
  holder: NonNullable<HeldBadge['holder']>
  credential: string
  format: CredentialFormat
}

/**
 * Makes a link under which the chosen badges and words can be looked at for a while: calling it is the owner's
 * consent. The wallet server gets ciphertext; the key stands in the link alone, which the wallet keeps.
 * @throws AppError badge_missing | body_too_large | config_invalid | rate_limited | storage_full | fetch_failed
 */
export async function shareCv(input: ShareInput, ports: WalletPorts): Promise<Share> {
  const { walletServer, random, clock } = ports
  if (walletServer === undefined) {
    throw new AppError('config_invalid', 'This wallet knows no wallet server to share through')
  }
  const { title, cvId, expiresInSeconds } = input
  const audience = new URL(walletServer).origin
  const createdAt = clock()
  const expiresAt = new Date(createdAt.getTime() + expiresInSeconds * 1000).toISOString()
  const key = random(shareKeyBytes)
  const badges = await completeLogProofs(input.badges, ports)
  const presentations = await presentAll(
    [...badges.map(asPresented), ...(await ownWordsOf(input, ports))],
    { nonce: shareChallenge(key, expiresAt), audience },
    ports,
  )
  const cv: SharedCv = {
    type: 'waymark-shared-cv',
    version: 1,
    expiresAt,
    audience,
    presentations,
    logProofs: Object.fromEntries(logProofsOf(badges)),
  }
  const receipt = await upload(
    await sealShare(cv, key, random),
    { audience, expiresInSeconds },
    ports,
  )
  const share: Share = {
    id: receipt.id,
    title,
    link: formatShareLink({ walletServer: audience, id: receipt.id, key }),
    withdrawToken: receipt.withdrawToken,
    ...(cvId !== undefined && { cvId }),
    badges: badges.map(({ id, summary }) => ({ id, name: summary.achievement?.name ?? 'Badge' })),
    createdAt: createdAt.toISOString(),
    expiresAt,
  }
  await ports.store.keepShare(share)
  await ports.store.addDisclosure(disclosureOf(share, audience, random))
  return share
}

/** Who will look is not known: the history names the link. */
function disclosureOf(
  { id, title, badges, createdAt, expiresAt }: Share,
  audience: string,
  random: WalletPorts['random'],
): Disclosure {
  const { host } = new URL(audience)
  return {
    id: encodeBase64url(random(12)),
    at: createdAt,
    asker: {
      clientId: `${audience}/s#${id}`,
      ...(title !== '' && { name: title }),
      domain: host,
      isProven: true,
    },
    sentTo: host,
    link: { expiresAt },
    badges,
    isConfirmed: true,
  }
}

function asPresented({ holder, text, format }: HeldBadge): Presented {
  if (holder !== undefined && format !== 'open-badge-2') return { holder, credential: text, format }
  throw new AppError('badge_missing', 'A chosen badge cannot be shown: it names no key of yours')
}

/** Signed by the identity that shows the first badge, so that no identity more than needed becomes known. */
async function ownWordsOf(
  { badges, ownWords }: ShareInput,
  { agent, clock }: Pick<WalletPorts, 'agent' | 'clock'>,
): Promise<Presented[]> {
  if (ownWords === undefined || isWordless(ownWords)) {
    if (badges.length > 0) return []
    throw new AppError('badge_missing', 'Nothing was chosen')
  }
  const [first] = await agent.listHolders()
  const holder = badges[0]?.holder ?? first?.did ?? (await agent.createDefaultHolder()).did
  const signer = await agent.signerOf(holder)
  const credential = await signOwnWords({ words: ownWords, holder, signer, issuedAt: clock() })
  return [{ holder, credential, format: 'jwt_vc_json' }]
}

async function presentAll(
  presented: readonly Presented[],
  binding: { nonce: string; audience: string },
  { agent }: Pick<WalletPorts, 'agent'>,
): Promise<SharedCv['presentations']> {
  const presentations: SharedCv['presentations'] = []
  for (const each of presented) {
    presentations.push(await agent.createPresentation({ ...each, ...binding }))
  }
  return presentations
}

async function upload(
  sealed: Uint8Array<ArrayBuffer>,
  { audience, expiresInSeconds }: { audience: string; expiresInSeconds: number },
  { fetch }: Pick<WalletPorts, 'fetch'>,
) {
  if (sealed.length > maxShareBytes) {
    throw new AppError('body_too_large', 'This is too much for one link: choose fewer badges')
  }
  const response = await fetch(newShareUrl(audience, expiresInSeconds), {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
    body: sealed,
  })
  if (!response.ok) throw refusalOf(response)
  const receipt = zShareReceipt.safeParse(await response.json().catch(() => undefined))
  if (receipt.success) return receipt.data
  throw new AppError('fetch_failed', 'The wallet server did not say under which id it shares')
}

function refusalOf({ status }: Response): AppError {
  if (status === 429) return new AppError('rate_limited', 'Too many shares in a short time: wait')
  if (status === 507) return new AppError('storage_full', 'The wallet server has no room just now')
  return new AppError('fetch_failed', `The wallet server did not take the share: status ${status}`)
}
