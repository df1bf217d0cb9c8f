import { Buffer } from 'node:buffer'
import { createTemplateWriter } from '../../shared/credential/compiled/canonical-template.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { JsonRows } from '../../shared/node/database/json-rows.ts'
import { sha256OfText } from '../../shared/node/sha256-of-text.ts'
import { createProofSigner } from '../../shared/node/workers/sign-proof.ts'
import {
  createTokenWriter,
  type SigningKey,
  type TokenWriter,
} from '../../shared/node/workers/sign-token.ts'
import type { AwardRow } from '../awards/award-store.ts'
import {
  type BadgeTemplate,
  createBadgeWriter,
  mostBytesOfBadge,
  valuesOf,
} from '../awards/badge-template.ts'
import type { IssuedCredentialRow } from '../oid4vci/claim-store.ts'
import type { ProofTemplate } from './proof-template.ts'

/** How the badges of a part are issued at once: as vc+jwt, or with Data Integrity. */
export type LinesIssuing = {
  key: SigningKey
  /** The id of the form in each language. */
  configurations: Readonly<Partial<Record<Language, string>>>
  /** Which template each line has. */
  templateOf: readonly number[]
} & (
  | { format: 'jwt_vc_json'; header: JsonObject; templates: readonly BadgeTemplate[] }
  | { format: 'ldp_vc'; templates: readonly ProofTemplate[] }
)

const own = ['awardId', 'configuration'] as const satisfies (keyof IssuedCredentialRow)[]
const property = 'body' satisfies keyof IssuedCredentialRow

/** The database holds the bytes of a statement several times over while it takes them apart. */
const mostInStatement = 250

/** The rows of badges that are issued at once. Each badge is written where it is sent from, and nowhere else. */
export function writeCredentials(awards: readonly AwardRow[], issuing: LinesIssuing): JsonRows[] {
  const { configurations, templateOf, format } = issuing
  const forms = formsOf(issuing)
  const write = (some: readonly AwardRow[], from: number): JsonRows[] => {
    const [first] = some
    if (first === undefined) return []
    const formsOfSome = some.map((_, at) => formAt(forms, templateOf[from + at]))
    const bytes = new ArrayBuffer(formsOfSome.reduce((sum, { mostBytes }) => sum + mostBytes, 0))
    const target = Buffer.from(bytes)
    let end = 0
    const rows = some.map((award, at) => {
      const configuration = configurations[award.language]
      if (configuration === undefined) {
        throw new Error('a badge is not there in the language of an award')
      }
      const start = end
      end = formsOfSome[at]?.writeBadge(valuesOf(award), target, start) ?? start
      return [award.id, configuration, start, end - start]
    })
    const { provider, awardedAt: issuedAt } = first
    return [
      {
        shared: { provider, format, holder: '', issuedAt },
        own,
        bytes: new TextEncoder().encode(JSON.stringify(rows)),
        long: { property, bytes: new Uint8Array(bytes, 0, end) },
      },
    ]
  }
  const starts = Array.from(
    { length: Math.ceil(awards.length / mostInStatement) },
    (_, number) => number * mostInStatement,
  )
  return starts.flatMap((from) => write(awards.slice(from, from + mostInStatement), from))
}

function formAt(forms: readonly Form[], place: number | undefined): Form {
  const form = forms[place ?? -1]
  if (form === undefined) throw new Error('a line has no template')
  return form
}

type Form = {
  /** Writes a secured badge. @returns where it ends */
  writeBadge(values: readonly string[], target: Buffer, start: number): number
  mostBytes: number
}

function formsOf(issuing: LinesIssuing): Form[] {
  const { key } = issuing
  if (issuing.format === 'ldp_vc') {
    return issuing.templates.map((template) => proofForm(template, key))
  }
  const token = createTokenWriter({ header: issuing.header, key })
  return issuing.templates.map((template) => tokenForm(template, token))
}

function tokenForm(template: BadgeTemplate, token: TokenWriter): Form {
  const write = createBadgeWriter(template)
  const payload = Buffer.allocUnsafeSlow(mostBytesOfBadge(template))
  return {
    writeBadge: (values, target, start) =>
      token.write(payload.subarray(0, write(values, payload)), target, start),
    mostBytes: token.mostBytes(payload.length),
  }
}

function proofForm(
  { text, canonical, configHash }: ProofTemplate,
  { privateKey }: SigningKey,
): Form {
  const write = createBadgeWriter(text)
  const writeForm = createTemplateWriter(canonical, sha256OfText.hex)
  const sign = createProofSigner({ configHash, privateKey })
  return {
    writeBadge: (values, target, start) =>
      write([...values, sign(writeForm(values))], target, start),
    mostBytes: mostBytesOfBadge(text),
  }
}
