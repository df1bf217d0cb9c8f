import type { Database } from '../../shared/node/database/database.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { withEndorsements } from '../endorsements/carried-endorsements.ts'
import type { SignCredential } from '../identity/badge-signer.ts'
import { audit } from '../log/audit.ts'
import {
  addIssuedCredential,
  findIssuedCredential,
  issuedCredentialEntity,
} from '../oid4vci/claim-store.ts'
import { configurationsOf } from '../oid4vci/configurations.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { AwardRow } from './award-store.ts'
import { buildBadge } from './build-badge.ts'

export type IssueFilesPorts = {
  database: Database
  publicUrl: string
  skillFramework: string
  sign: SignCredential
  clock: () => Date
}

/** The badge of an award that was issued at once as a token. */
export async function findToken(
  { provider, id: awardId }: AwardRow,
  { database: { reader } }: Pick<IssueFilesPorts, 'database'>,
): Promise<string | undefined> {
  const tokens = { provider, awardId, format: 'jwt_vc_json', holder: '' }
  return (await reader.findOneBy(issuedCredentialEntity, tokens))?.body
}

/**
 * The badge of an award that is issued at once, byte for byte: signed the first time, with a list or when it is first
 * asked for, and kept from then on. It says whom it is for by hashes of address and name alone.
 * @returns JSON, or a compact JWS where the list it was on is of tokens
 */
export async function issueFiles(award: AwardRow, ports: IssueFilesPorts): Promise<string> {
  const { database, publicUrl, skillFramework, sign, clock } = ports
  const { provider: slug, badgeVersion: version, language } = award
  const badge = await findBadge(database.reader, { provider: slug, slug: award.badge, version })
  const configuration =
    badge && configurationsOf(badge, language).find((one) => one.format === 'ldp_vc')
  if (badge === undefined || configuration === undefined) throw unknownBadge()
  const key = { provider: slug, awardId: award.id, configuration: configuration.id }
  const kept = await findIssuedCredential(database.reader, key)
  const signed = kept?.body ?? (await findToken(award, ports))
  if (signed !== undefined) return signed
  const provider = await getProvider(database.reader, slug)
  const unsigned = buildBadge({ award, badge, provider, language, publicUrl, skillFramework })
  const { reader } = database
  const body = await sign(
    await withEndorsements(unsigned, { reader, provider, format: 'ldp_vc' }),
    'ldp_vc',
  )
  return database.transact(async (tx) => {
    const first = await findIssuedCredential(tx, key)
    if (first !== undefined) return first.body
    const at = clock().toISOString()
    await addIssuedCredential(tx, { ...key, format: 'ldp_vc', holder: '', body, issuedAt: at })
    await audit(tx, {
      provider: slug,
      actor: 'city',
      action: 'award.issued',
      subject: award.id,
      detail: { configuration: configuration.id },
      at,
    })
    return body
  })
}
