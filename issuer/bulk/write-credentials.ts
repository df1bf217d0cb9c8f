import { Buffer } from 'node:buffer'
import type { Language } from '../../shared/i18n/messages.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { JsonRows } from '../../shared/node/database/json-rows.ts'
import { createTokenWriter, type SigningKey } from '../../shared/node/workers/sign-token.ts'
import type { AwardRow } from '../awards/award-store.ts'
import {
  type BadgeTemplate,
  createBadgeWriter,
  mostBytesOfBadge,
} from '../awards/badge-template.ts'
import type { IssuedCredentialRow } from '../oid4vci/claim-store.ts'

/** How the badges of a part are issued at once. */
export type LinesIssuing = {
  header: JsonObject
  key: SigningKey
  /** The id of the form in each language. */
  configurations: Readonly<Partial<Record<Language, string>>>
  templates: readonly BadgeTemplate[]
  /** Which template each line has. */
  templateOf: readonly number[]
}

const own = ['awardId', 'configuration', 'body'] as const satisfies (keyof IssuedCredentialRow)[]

/** Ids, commas, quotes. */
const mostBytesBeside = 512

/** The database holds the bytes of a statement several times over while it takes them apart. */
const mostInStatement = 250

/**
 * The rows of badges that are issued at once, signed as vc+jwt. Nothing in them needs escaping in JSON: so each token is
 * written where it is signed and sent from, and nowhere else.
 */
export function writeCredentials(
  awards: readonly AwardRow[],
  { header, key, configurations, templates, templateOf }: LinesIssuing,
): JsonRows[] {
  const token = createTokenWriter({ header, key })
  const forms = templates.map((template) => {
    const mostBytes = mostBytesOfBadge(template)
    return {
      write: createBadgeWriter(template),
      payload: Buffer.allocUnsafeSlow(mostBytes),
      mostBytesOfRow: token.mostBytes(mostBytes) + mostBytesBeside,
    }
  })
  const formOf = (at: number) => {
    const form = forms[templateOf[at] ?? -1]
    if (form === undefined) throw new Error('a line has no template')
    return form
  }
  const write = (from: number) => {
    const some = awards.slice(from, from + mostInStatement)
    const mostBytes = some.reduce((sum, _, at) => sum + formOf(from + at).mostBytesOfRow, 0)
    const rows = startRows(mostBytes)
    for (const [at, award] of some.entries()) {
      const configuration = configurations[award.language]
      if (configuration === undefined) {
        throw new Error('a badge is not there in the language of an award')
      }
      const { write: writeBadge, payload } = formOf(from + at)
      const badge = payload.subarray(0, writeBadge(award, payload))
      rows.text(`${at === 0 ? '[' : ','}["${award.id}","${configuration}","`)
      rows.extend((target, end) => token.write(badge, target, end))
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
    const shared = { provider, format: 'jwt_vc_json', holder: '', issuedAt }
    return { shared, own, bytes: write(from) }
  })
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
