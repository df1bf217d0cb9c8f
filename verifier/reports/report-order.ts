import { z } from 'zod'
import { languages } from '../../shared/i18n/messages.ts'
import { isJsonObject, type JsonObject } from '../../shared/json/json.ts'
import { UploadedFile, zUploadedFiles } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { maxInputBytes } from '../check/fetch-given.ts'
import { longestRetentionDays } from '../organisations/organisation.ts'
import type { Expected, KeptInput } from './made-report.ts'

const maxFiles = 10

const zBase64 = z
  .string()
  .max(Math.ceil(maxInputBytes / 3) * 4)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64')
const zFileName = z.string().trim().min(1).max(255)
const zPerson = z.string().trim().min(1).max(320)

const common = {
  /** Of a shared CV, or the address of a badge. */
  link: z.string().trim().min(1).max(4_096).exactOptional(),
  /** Short code of a vacancy of the organisation: its needs order the report. */
  vacancy: z.string().max(64).exactOptional(),
  language: z.enum(languages).exactOptional(),
  /** For a key that acts for all organisations; default: the host's own. */
  organisation: zSlug.exactOptional(),
}

/** What somebody may say to have a report made. Nothing else is taken. */
export const zNewReport = z
  .strictObject({
    ...common,
    /** A badge or a presentation: JSON, or the text of its token. */
    presentation: z
      .union([z.string().min(1).max(maxInputBytes), z.custom<JsonObject>(isJsonObject)])
      .exactOptional(),
    /** Base64. */
    file: zBase64.exactOptional(),
    files: z
      .array(z.strictObject({ name: zFileName.exactOptional(), content: zBase64 }))
      .min(1)
      .max(maxFiles)
      .exactOptional(),
    /** As the recruiter knows the person: it is compared with what the badges carry, hashed or plain. */
    expected: z
      .strictObject({ name: zPerson.exactOptional(), email: zPerson.exactOptional() })
      .default({}),
    retentionDays: z.int().min(1).max(longestRetentionDays).exactOptional(),
  })
  .refine(
    ({ link, presentation, file, files }) =>
      [link, presentation, file, files].some((each) => each !== undefined),
    { error: 'Give a link, a presentation, a file or files' },
  )

const zText = z.string().min(1).max(maxInputBytes)

/** The same as a form with files. */
const zReportForm = z.strictObject({
  ...common,
  presentation: zText.exactOptional(),
  'files[]': zUploadedFiles.max(maxFiles).exactOptional(),
  file: z.instanceof(UploadedFile).exactOptional(),
  expectedName: zPerson.exactOptional(),
  expectedEmail: zPerson.exactOptional(),
  retentionDays: z.coerce.number().int().min(1).max(longestRetentionDays).exactOptional(),
})

export type ReportOrder = {
  given: readonly KeptInput[]
  expected: Expected
  vacancy?: string
  language?: (typeof languages)[number]
  organisation?: string
  retentionDays?: number
}

/** @throws AppError request_malformed */
export function readReportOrder(body: unknown): ReportOrder {
  return isForm(body) ? orderOfForm(body) : orderOfJson(body)
}

function isForm(body: unknown): boolean {
  if (!isJsonObject(body)) return false
  return Object.values(body).some(
    (value) =>
      value instanceof UploadedFile || (Array.isArray(value) && value[0] instanceof UploadedFile),
  )
}

function orderOfJson(body: unknown): ReportOrder {
  const { link, presentation, file, files = [], ...order } = parseBody(zNewReport, body ?? {})
  const texts = [link, presentation].filter((text) => text !== undefined).map(textOf)
  return {
    ...order,
    given: [
      ...texts,
      ...(file === undefined ? [] : [{ base64: file }]),
      ...files.map(({ name, content }) => ({
        base64: content,
        ...(name !== undefined && { fileName: name }),
      })),
    ],
  }
}

function orderOfForm(body: unknown): ReportOrder {
  const form = parseBody(zReportForm, body)
  const { link, presentation, file, 'files[]': files = [], expectedName, expectedEmail } = form
  const { vacancy, language, organisation, retentionDays } = form
  const texts = [link, presentation].filter((text) => text !== undefined).map(textOf)
  return {
    given: [...texts, ...[...(file ? [file] : []), ...files].map(keptFile)],
    expected: {
      ...(expectedName !== undefined && { name: expectedName }),
      ...(expectedEmail !== undefined && { email: expectedEmail }),
    },
    ...(vacancy !== undefined && { vacancy }),
    ...(language !== undefined && { language }),
    ...(organisation !== undefined && { organisation }),
    ...(retentionDays !== undefined && { retentionDays }),
  }
}

function textOf(given: string | JsonObject): KeptInput {
  return { text: typeof given === 'string' ? given : JSON.stringify(given) }
}

function keptFile({ fileName, bytes }: UploadedFile): KeptInput {
  return { base64: bytes.toString('base64'), ...(fileName !== '' && { fileName }) }
}
