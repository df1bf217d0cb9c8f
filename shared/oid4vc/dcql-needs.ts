import type { Need } from '../skills/need.ts'
import { credentialFormats } from './credential-format.ts'
import { achievementPath, formatSuffixes, queryOf } from './dcql-badges.ts'
import type { DcqlQuery } from './dcql-query.ts'

type CredentialQuery = DcqlQuery['credentials'][number]

/** Null stands for each of the alignments. @see OpenID4VP 1.0 section 7 */
const alignmentPath = ['credentialSubject', 'achievement', 'alignment', null]

/**
 * The DCQL query for what a vacancy needs: each need in both formats, of which either or both will do. A skill may be
 * answered by several badges. How strong the evidence is cannot be asked for in a query: the report says it.
 */
export function queryForNeeds(needs: readonly Need[]): DcqlQuery {
  return {
    credentials: needs.flatMap(({ id, wanted }) =>
      credentialFormats.map((format) => ({
        ...queryOf(format, `need-${id}`),
        multiple: wanted.kind === 'skill',
        ...claimsOf(wanted),
      })),
    ),
    credential_sets: needs.map(({ id, label, isRequired, wanted }) => {
      const ids = credentialFormats.map((format) => `need-${id}-${formatSuffixes[format]}`)
      const oneFormat = ids.map((queryId) => [queryId])
      return {
        options: wanted.kind === 'skill' ? [...oneFormat, ids] : oneFormat,
        required: isRequired,
        // left out of OpenID4VP 1.0, which has what it does not know ignored; it tells wallets which need this is
        purpose: label,
      }
    }),
  }
}

function claimsOf(wanted: Need['wanted']): Pick<CredentialQuery, 'claims' | 'claim_sets'> {
  if (wanted.kind === 'badge') {
    return { claims: [{ path: [...achievementPath], values: [...wanted.ids] }] }
  }
  const { name, url } = wanted
  const byName = { path: [...alignmentPath, 'targetName'], values: spellings(name) }
  if (url === undefined) return { claims: [byName] }
  return {
    claims: [
      { id: 'url', path: [...alignmentPath, 'targetUrl'], values: [url] },
      { id: 'name', ...byName },
    ],
    claim_sets: [['url'], ['name']],
  }
}

/** A query compares letter by letter, so a skill is asked for as people write it: Food safety, food safety, Food Safety. */
function spellings(name: string): string[] {
  const plain = name.normalize('NFC').replace(/\s+/g, ' ')
  const lower = plain.toLowerCase()
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const each = lower.split(' ').map(capital).join(' ')
  return [...new Set([plain, lower, capital(lower), each])]
}
