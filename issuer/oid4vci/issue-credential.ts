import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { CredentialRequest, CredentialWish } from '../../shared/oid4vc/oid4vci-credential.ts'
import { type AwardRow, findAward, updateAward } from '../awards/award-store.ts'
import { buildBadge } from '../awards/build-badge.ts'
import type { Badge } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { withEndorsements } from '../endorsements/carried-endorsements.ts'
import type { SignCredential } from '../identity/badge-signer.ts'
import { audit } from '../log/audit.ts'
import { type Provider, providerUrl } from '../providers/provider.ts'
import { checkProof, type ProofPorts } from './check-proof.ts'
import { hashSecret } from './claim-secrets.ts'
import {
  addIssuedCredential,
  findAccessToken,
  findIssuedCredential,
  type IssuedCredentialRow,
} from './claim-store.ts'
import {
  type CredentialConfiguration,
  configurationsOf,
  credentialTypes,
} from './configurations.ts'
import type { Nonces } from './nonces.ts'

export type IssuePorts = Omit<ProofPorts, 'nonces'> & {
  database: Database
  nonces: Nonces
  publicUrl: string
  skillFramework: string
  sign: SignCredential
}

type Claim = {
  award: AwardRow
  configuration: CredentialConfiguration
  holder: Did
  nonce: string
}

/**
 * Hands out the badge of an award to the holder who proves a key. What is handed out is kept byte for byte, with
 * the used nonce and the line of the audit in one unit; the same holder who asks again gets the same bytes.
 * @throws AppError invalid_token, invalid_proof, invalid_nonce, credential_request_denied and the other codes of
 * the specification
 * @see OpenID4VCI 1.0 section 8
 */
export async function issueCredential(
  input: { provider: Provider; accessToken: string; request: CredentialRequest },
  ports: IssuePorts,
): Promise<Pick<IssuedCredentialRow, 'body'> & Pick<CredentialConfiguration, 'format'>> {
  const { provider, accessToken, request } = input
  assertHandsOut(provider)
  const award = await awardOfToken(provider.slug, accessToken, ports)
  const badge = await badgeOf(award, ports)
  const configuration = chooseConfiguration(request.wish, badge, award)
  const { holder, nonce } = await checkProof(
    {
      proof: request.proof,
      provider: provider.slug,
      issuer: providerUrl(ports.publicUrl, provider.slug),
      format: configuration.format,
    },
    ports,
  )
  const claim: Claim = { award, configuration, holder, nonce }
  assertMayClaim(award, holder)
  const body = await obtainBody(claim, { badge, provider }, ports)
  const kept = await ports.database.transact((tx) => commitClaim(tx, claim, body, ports))
  return { body: kept, format: configuration.format }
}

/** Who closed has no key for badges any more; who is suspended may be again tomorrow. */
function assertHandsOut({ state }: Provider): void {
  if (state === 'active') return
  throw new AppError('credential_request_denied', 'This provider hands out no badges at present')
}

async function awardOfToken(
  provider: string,
  accessToken: string,
  { database, clock }: IssuePorts,
): Promise<AwardRow> {
  const tokenHash = hashSecret(accessToken)
  const token = await findAccessToken(database.reader, { provider, tokenHash })
  const isAlive = token !== undefined && token.expiresAt > clock().toISOString()
  const award = isAlive
    ? await findAward(database.reader, { provider, id: token.awardId })
    : undefined
  if (award === undefined) {
    throw new AppError(
      'invalid_token',
      'The access token is unknown or too old. Open the link again',
    )
  }
  return award
}

async function badgeOf(award: AwardRow, { database }: IssuePorts): Promise<Badge> {
  const { provider, badge: slug, badgeVersion: version } = award
  const badge = await findBadge(database.reader, { provider, slug, version })
  if (badge === undefined) throw new Error('an award stands on a badge that is not there')
  return badge
}

/**
 * Any language and format of the award's badge may be asked for; by format it is the award's language.
 * @throws AppError unsupported_credential_type, unknown_credential_identifier, unknown_credential_configuration
 */
export function chooseConfiguration(
  wish: CredentialWish,
  badge: Pick<Badge, 'slug' | 'version' | 'design'>,
  award: Pick<AwardRow, 'language'>,
): CredentialConfiguration {
  const configurations = configurationsOf(badge)
  const found = configurations.find(({ id, format, language }) =>
    wish.by === 'format' ? format === wish.format && language === award.language : id === wish.id,
  )
  if (wish.by === 'format' && !isOfferedType(wish.types)) {
    throw new AppError('unsupported_credential_type', 'The offer is of another credential type')
  }
  if (found !== undefined) return found
  throw wish.by === 'identifier'
    ? new AppError('unknown_credential_identifier', 'The offer has no such credential')
    : new AppError('unknown_credential_configuration', 'The offer has no such credential')
}

function isOfferedType(types: readonly string[] | undefined): boolean {
  return types === undefined || types.every((type) => credentialTypes.some((one) => one === type))
}

function assertMayClaim({ status, holder }: AwardRow, asking: Did): void {
  if (status === 'revoked') {
    throw new AppError('credential_request_denied', 'This badge was taken back by its provider')
  }
  if (holder !== null && holder !== asking) {
    throw new AppError('credential_request_denied', 'This badge is already bound to another key')
  }
}

/** Signed before the unit begins, which holds statements only; a lost race throws it away. */
async function obtainBody(
  { award, configuration, holder }: Claim,
  { badge, provider }: { badge: Badge; provider: Provider },
  ports: IssuePorts,
): Promise<string> {
  const key = { provider: award.provider, awardId: award.id, configuration: configuration.id }
  const kept = await findIssuedCredential(ports.database.reader, key)
  if (kept !== undefined) return kept.body
  const { publicUrl, skillFramework } = ports
  const { language, format } = configuration
  const unsigned = buildBadge({
    award,
    badge,
    provider,
    holder,
    language,
    publicUrl,
    skillFramework,
  })
  const { reader } = ports.database
  return ports.sign(await withEndorsements(unsigned, { reader, provider, format }), format)
}

async function commitClaim(
  tx: Transaction,
  { award: { provider, id }, configuration, holder, nonce }: Claim,
  body: string,
  { nonces, clock }: IssuePorts,
): Promise<string> {
  const award = await findAward(tx, { provider, id })
  if (award === undefined) throw new Error('an award was gone while it was claimed')
  assertMayClaim(award, holder)
  await nonces.use(tx, provider, nonce)
  const key = { provider, awardId: id, configuration: configuration.id }
  const kept = await findIssuedCredential(tx, key)
  if (kept !== undefined) return kept.body
  const at = clock().toISOString()
  await addIssuedCredential(tx, {
    ...key,
    format: configuration.format,
    holder,
    body,
    issuedAt: at,
  })
  if (award.claimedAt === null) await updateAward(tx, { provider, id }, { holder, claimedAt: at })
  await audit(tx, {
    provider,
    actor: 'holder',
    action: 'award.claimed',
    subject: id,
    detail: { configuration: configuration.id },
    at,
  })
  return body
}
