import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'

/** A file out of a form. Its name and type are what the browser said: nothing to rely on. */
export class UploadedFile {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Buffer

  constructor(fileName: string, contentType: string, bytes: Buffer) {
    this.fileName = fileName
    this.contentType = contentType
    this.bytes = bytes
  }
}

/** A field of a form that holds a file. A field without one is not there. */
export const zUploadedFile = z.instanceof(UploadedFile)

const maxParts = 300
const maxHeaderBytes = 2_048

/** A field that may hold several files: its name ends in `[]`. A field without one is not there. */
export const zUploadedFiles = z.array(zUploadedFile)

/**
 * Reads a form with files: one text or one file for each name, and a list of files where the name ends in `[]`; a file
 * field that was left empty is left out.
 * @throws AppError request_malformed
 * @see RFC 7578
 */
export function parseMultipart(
  bytes: Buffer,
  contentType: string,
): Record<string, string | UploadedFile | UploadedFile[]> {
  const delimiter = Buffer.from(`--${boundaryOf(contentType)}`)
  const entries = new Map<string, string | UploadedFile | UploadedFile[] | undefined>()
  let count = 0
  for (const part of partsOf(bytes, delimiter)) {
    count += 1
    if (count > maxParts) throw malformed('The form has too many fields')
    const { name, value } = readPart(part)
    const earlier = entries.get(name)
    const isList = name.endsWith('[]') && typeof earlier !== 'string'
    if (isList && value instanceof UploadedFile) {
      entries.set(name, [...(Array.isArray(earlier) ? earlier : []), value])
      continue
    }
    if (entries.has(name)) throw malformed('A form field stands twice in the body')
    entries.set(name, value)
  }
  const given = [...entries].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  // own properties only: a field called __proto__ stays a field
  return Object.fromEntries(given)
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"\r\n]{1,70})"|([\w'()+,./:=?-]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw malformed('The form names no boundary')
  return boundary
}

function* partsOf(bytes: Buffer, delimiter: Buffer): Generator<Buffer> {
  if (!startsWith(bytes, delimiter, 0)) throw malformed('The form does not begin as it says')
  const between = Buffer.concat([Buffer.from('\r\n'), delimiter])
  let at = delimiter.length
  while (!startsWith(bytes, Buffer.from('--'), at)) {
    if (!startsWith(bytes, Buffer.from('\r\n'), at)) throw malformed('The form is cut up wrongly')
    const end = bytes.indexOf(between, at)
    if (end === -1) throw malformed('The form ends too early')
    yield bytes.subarray(at + 2, end)
    at = end + between.length
  }
}

function startsWith(bytes: Buffer, start: Buffer, at: number): boolean {
  return bytes.subarray(at, at + start.length).equals(start)
}

function readPart(part: Buffer): { name: string; value: string | UploadedFile | undefined } {
  const end = part.indexOf('\r\n\r\n')
  if (end === -1 || end > maxHeaderBytes) throw malformed('A part of the form has no head')
  const headers = part.subarray(0, end).toString('utf8').split('\r\n')
  const headerNamed = (name: string) =>
    headers.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  const disposition = headerNamed('content-disposition')?.trim() ?? ''
  const [, name, fileName] =
    /^form-data;\s*name="([^"\r\n]{1,200})"(?:;\s*filename="([^"\r\n]{0,255})")?/i.exec(
      disposition,
    ) ?? []
  if (name === undefined) throw malformed('A part of the form has no name')
  const body = part.subarray(end + 4)
  if (fileName === undefined) return { name, value: textOf(body) }
  if (fileName === '' && body.length === 0) return { name, value: undefined }
  const contentType = headerNamed('content-type')?.trim() ?? 'application/octet-stream'
  return { name, value: new UploadedFile(fileName, contentType, body) }
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch (cause) {
    throw new AppError('request_malformed', 'The form is not UTF-8 text', { cause })
  }
}

function malformed(message: string): AppError {
  return new AppError('request_malformed', message)
}
