import { z } from 'zod'
import { isJsonObject } from '../../shared/json/json.ts'
import { maxInputBytes } from '../check/fetch-given.ts'

export const mostRows = 10_000
/** Of all rows together, as they stand in a stream. */
export const mostStreamBytes = 268_435_456
/** Of one line of a stream, or of one row: a file stands in it as base64. */
export const mostLineBytes = Math.ceil((maxInputBytes * 4) / 3) + 4_096

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** What the applicant is said to be called: compared with the hashes in badges, and forgotten once it was. */
const zExpected = z.strictObject({
  name: z.string().min(1).max(200).exactOptional(),
  email: z.email().max(254).exactOptional(),
})

/** Why something that was brought is no row: it is told of in its place. */
export const rowProblems = ['row-malformed', 'id-twice', 'too-much'] as const

export type RowProblem = (typeof rowProblems)[number]

/** One CV to check. Text is what somebody could paste: a badge, a presentation, an address. */
export const zBatchInput = z.union([
  z.strictObject({ text: z.string().max(mostLineBytes), expected: zExpected.exactOptional() }),
  z.strictObject({
    base64: z.string().max(mostLineBytes).regex(base64),
    expected: zExpected.exactOptional(),
  }),
  z.strictObject({ problem: z.enum(rowProblems) }),
])

export type BatchInput = z.infer<typeof zBatchInput>

const zRow = z.strictObject({
  /** What the caller calls it: stands in the result. Default: its number. */
  id: z.string().min(1).max(200).exactOptional(),
  /** Address of a shared CV or of a badge. */
  link: z.string().min(1).max(32_768).exactOptional(),
  /** A badge or presentation: JSON, or a compact JWS as text. */
  presentation: z
    .union([z.string().min(1), z.custom<object>(isJsonObject, 'must be JSON or a compact JWS')])
    .exactOptional(),
  /** A file as base64: a picture that carries a badge, a badge, a presentation. */
  file: z.string().min(1).regex(base64).exactOptional(),
  expected: zExpected.exactOptional(),
})

/** One row of a list, as its description says it. */
export const zBatchRow = zRow.refine(
  ({ link, presentation, file }) =>
    [link, presentation, file].filter((given) => given !== undefined).length === 1,
  'give one of link, presentation and file',
)

export type Brought = { ownId: string; input: BatchInput }

/** A row of a list or a line of a stream; one that is no row is told of in its place. */
export function readRow(value: unknown, number: number): Brought {
  const row = zBatchRow.safeParse(value)
  if (!row.success) return { ownId: idIn(value) ?? nameOf(number), input: malformed }
  const { id = nameOf(number), link, presentation, file, expected } = row.data
  const said = expected === undefined ? {} : { expected }
  if (file !== undefined) return { ownId: id, input: { base64: file, ...said } }
  const given = link ?? presentation
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { ownId: id, input: { text, ...said } }
}

/** A row that nobody could read. */
export function unreadableRow(number: number): Brought {
  return { ownId: nameOf(number), input: malformed }
}

const malformed = { problem: 'row-malformed' } as const

/** People count from 1. */
function nameOf(number: number): string {
  return String(number + 1)
}

function idIn(value: unknown): string | undefined {
  const { id } = Object(value)
  return typeof id === 'string' && id !== '' ? id.slice(0, 200) : undefined
}

/** Rows whose own id stands a second time: what came first counts. */
export function createIdWatch(): (brought: Brought) => Brought {
  const seen = new Set<string>()
  return ({ ownId, input }) => {
    if (seen.has(ownId)) return { ownId, input: { problem: 'id-twice' } }
    seen.add(ownId)
    return { ownId, input }
  }
}
