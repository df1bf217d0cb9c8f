import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import {
  type CredentialOffer,
  preAuthorizedCodeGrant,
} from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import type { Actor } from '../actor.ts'
import { unknownAward } from '../awards/award.ts'
import { type AwardKey, type AwardRow, findAward, updateAward } from '../awards/award-store.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { providerUrl } from '../providers/provider.ts'
import { type ClaimSecrets, hashSecret, txCodeShape } from './claim-secrets.ts'
import {
  addCode,
  countCodesSince,
  findCurrentCode,
  forgetCodesOf,
  type OfferCodeRow,
} from './claim-store.ts'
import { configurationsOf } from './configurations.ts'

const codeLifeSeconds = 600

/** So many new codes may one offer have, which needs one only where a wallet redeemed the last and then failed. */
export const codesPerMinute = 10

/** So many wrong codes burn a pre-authorized code; the next one is made when its ten minutes are over. */
export const wrongTriesPerCode = 5

/** So many wrong codes in all lock the offer: six digits do not stand months of guessing. */
export const wrongTriesPerOffer = 25

export type OfferPorts = {
  database: Database
  publicUrl: string
  secrets: ClaimSecrets
  clock: () => Date
}

/**
 * The offer of an award with its living code, or with a new one that lives ten minutes where none does. Asking
 * again changes nothing: only the token request uses the code up.
 * @throws AppError offer_claimed, offer_withdrawn, offer_locked, rate_limited
 */
export async function openOffer(
  award: AwardRow,
  ports: OfferPorts,
  asked?: Language,
): Promise<CredentialOffer> {
  assertClaimable(award)
  const { database, publicUrl } = ports
  const { provider, badge: slug, badgeVersion: version } = award
  const badge = await findBadge(database.reader, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  const code = await livingCode(award, ports)
  const isKnown = asked !== undefined && languagesOf(badge.design).includes(asked)
  const configurations = configurationsOf(badge, isKnown ? asked : award.language)
  return {
    credential_issuer: providerUrl(publicUrl, provider),
    credential_configuration_ids: configurations.map(({ id }) => id),
    grants: {
      [preAuthorizedCodeGrant]: {
        'pre-authorized_code': code,
        ...(award.needsTxCode && { tx_code: txCodeShape }),
      },
    },
  }
}

/** @throws AppError offer_claimed, offer_withdrawn, offer_locked */
export function assertClaimable(award: AwardRow): void {
  if (award.status === 'revoked') {
    throw new AppError('offer_withdrawn', 'This badge was taken back. Ask the provider about it')
  }
  if (award.claimedAt !== null || award.delivery === 'download') {
    throw new AppError(
      'offer_claimed',
      'This badge is already in a wallet. Ask the provider if you did not put it there',
    )
  }
  if (award.wrongTxCodes >= wrongTriesPerOffer) {
    throw new AppError(
      'offer_locked',
      'Too many wrong codes were tried. Ask the provider for a new link',
    )
  }
}

async function livingCode(award: AwardRow, ports: OfferPorts): Promise<string> {
  const { database, secrets } = ports
  const kept = await findCurrentCode(database.reader, award, ports.clock().toISOString())
  const code =
    kept && isAlive(kept) ? kept : await database.transact((tx) => obtainCode(tx, award, ports))
  return secrets.codeOf(award, code.seed)
}

async function obtainCode(
  tx: Transaction,
  award: AwardRow,
  { secrets, clock }: OfferPorts,
): Promise<OfferCodeRow> {
  const now = clock()
  const kept = await findCurrentCode(tx, award, now.toISOString())
  if (kept && isAlive(kept)) return kept
  if (kept && kept.usedAt === null) {
    throw new AppError(
      'rate_limited',
      'Too many wrong codes were tried. Wait ten minutes, then open the link again',
    )
  }
  const aMinuteAgo = new Date(now.getTime() - 60_000).toISOString()
  if ((await countCodesSince(tx, award, aMinuteAgo)) >= codesPerMinute) {
    throw new AppError('rate_limited', 'This offer was opened too often. Wait a minute')
  }
  const seed = randomBytes(16).toString('base64url')
  const code: OfferCodeRow = {
    provider: award.provider,
    codeHash: hashSecret(secrets.codeOf(award, seed)),
    awardId: award.id,
    seed,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + codeLifeSeconds * 1_000).toISOString(),
    usedAt: null,
    wrongTxCodes: 0,
  }
  await addCode(tx, code)
  return code
}

function isAlive({ usedAt, wrongTxCodes }: OfferCodeRow): boolean {
  return usedAt === null && wrongTxCodes < wrongTriesPerCode
}

/** Address of the offer, for months: the claim id in it is the secret. */
export function offerUrl(
  award: AwardRow,
  { publicUrl, secrets }: Pick<OfferPorts, 'publicUrl' | 'secrets'>,
): string {
  return `${providerUrl(publicUrl, award.provider)}/offers/${secrets.claimIdOf(award)}`
}

/**
 * Makes link and code new, for an award that nobody has claimed: the old ones stop working, wrong tries are
 * forgotten.
 * @throws AppError not_found, offer_claimed, offer_withdrawn
 */
export async function renewOffer(
  tx: Transaction,
  { key, actor }: { key: AwardKey; actor: Actor },
  { secrets, clock }: Pick<OfferPorts, 'secrets' | 'clock'>,
): Promise<AwardRow> {
  const award = await findAward(tx, key)
  if (award === undefined) throw unknownAward()
  assertClaimable({ ...award, wrongTxCodes: 0 })
  const offerGeneration = award.offerGeneration + 1
  const claimHash = hashSecret(secrets.claimIdOf({ ...key, offerGeneration }))
  const changes = { offerGeneration, claimHash, wrongTxCodes: 0 }
  await updateAward(tx, key, changes)
  await forgetCodesOf(tx, key)
  await audit(tx, {
    provider: key.provider,
    actor: actor.name,
    action: 'award.offer-renewed',
    subject: key.id,
    at: clock().toISOString(),
  })
  return { ...award, ...changes }
}

/** The link to the files of a badge that was issued at once; its secret is made as that of a claim link. */
export function downloadUrl(
  award: AwardRow,
  { publicUrl, secrets }: Pick<OfferPorts, 'publicUrl' | 'secrets'>,
): string {
  return `${providerUrl(publicUrl, award.provider)}/files/${secrets.claimIdOf(award)}`
}
