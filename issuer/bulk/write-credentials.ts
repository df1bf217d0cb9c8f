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

const own = ['awardId', 'configuration', 'body'] as const satisfies (keyof IssuedCredentialRow)[]

/** Ids, commas, quotes. */
const mostBytesBeside = 512

/** The database holds the bytes of a statement several times over while it takes them apart. */
const mostInStatement = 250

/**
 * The rows of badges that are issued at once. Nothing in them needs escaping in JSON any more: so each badge is written
 * where it is sent from, and nowhere else.
 */
export function writeCredentials(awards: readonly AwardRow[], issuing: LinesIssuing): JsonRows[] {
  const { configurations, templateOf, format } = issuing
  const forms = formsOf(issuing)
  const formOf = (at: number) => {
    const form = forms[templateOf[at] ?? -1]
    if (form === undefined) throw new Error('a line has no template')
    return form
  }
  const write = (from: number) => {
    const some = awards.slice(from, from + mostInStatement)
    const mostBytes = some.reduce(
      (sum, _, at) => sum + formOf(from + at).mostBytes + mostBytesBeside,
      0,
    )
    const rows = startRows(mostBytes)
    for (const [at, award] of some.entries()) {
      const configuration = configurations[award.language]
      if (configuration === undefined) {
        throw new Error('a badge is not there in the language of an award')
      }
      const { writeBadge } = formOf(from + at)
      rows.text(`${at === 0 ? '[' : ','}["${award.id}","${configuration}","`)
      rows.extend((target, end) => writeBadge(valuesOf(award), target, end))
      rows.text('"]')
    }
    rows.text(']')
    return rows.end()
  }
  const starts = Array.from(
    { length: Math.ceil(awards.length / mostInStatement) },
    (_, number) => number * mostInStatement,
  )
  return starts.map((from) => {
    const { provider, awardedAt: issuedAt } = awardAt(awards, from)
    const shared = { provider, format, holder: '', issuedAt }
    return { shared, own, bytes: write(from) }
  })
}

type Form = {
  /** Writes a secured badge as it stands in JSON text. @returns where it ends */
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
  // a text of JSON, inside of another
  const inJson = text.map((part) =>
    typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part,
  )
  const write = createBadgeWriter(inJson)
  const writeForm = createTemplateWriter(canonical, sha256OfText.hex)
  const sign = createProofSigner({ configHash, privateKey })
  return {
    writeBadge: (values, target, start) =>
      write([...values, sign(writeForm(values))], target, start),
    mostBytes: mostBytesOfBadge(inJson),
  }
}

function startRows(mostBytes: number) {
  const bytes = new ArrayBuffer(mostBytes)
  const target = Buffer.from(bytes)
  let end = 0
  return {
    text(text: string): void {
      end += target.write(text, end, 'latin1')
    },
    extend(write: (target: Buffer, end: number) => number): void {
      end = write(target, end)
    },
    end: () => new Uint8Array(bytes, 0, end),
  }
}

function awardAt(awards: readonly AwardRow[], at: number): AwardRow {
  const award = awards[at]
  if (award === undefined) throw new Error('there is no such award')
  return award
}
