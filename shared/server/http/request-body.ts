import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import { AppError, isAppError } from '../../errors/app-error.ts'
import { parseJsonStrict } from '../../json/json.ts'
import type { HttpLimits } from './http-limits.ts'
import { parseMultipart } from './multipart.ts'

const jsonTypes = /^application\/(json|[\w.+-]+\+json)$/
const textTypes = new Set([
  'application/jwt',
  'application/jose',
  'application/vc',
  'application/vp',
  'text/plain',
])
const isTextType = (type: string) => textTypes.has(type) || /^application\/[\w.-]+\+jwt$/.test(type)

/**
 * Reads the body into `request.body`: JSON strictly (no duplicate members, no `__proto__`, bounded depth),
 * a form as one string per name (and files where the route takes them), a token or plain text as a string, and bytes
 * where the route takes them. Without a
 * body it is undefined.
 * A form that repeats a name is refused. @see RFC 6749 section 3.2
 */
export function bodyReader(
  limits: HttpLimits,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    if (!hasBody(request)) return
    const type = mediaTypeOf(request)
    if (response.locals.takesLines && type === 'application/x-ndjson') return
    const maxBytes = response.locals.maxBodyBytes ?? limits.maxBodyBytes
    const bytes = await readBytes(request, maxBytes)
    if (bytes.length === 0 && type === undefined) return
    if (response.locals.takesBytes && type === 'application/octet-stream') {
      request.body = bytes
      return
    }
    if (response.locals.takesFiles && type === 'multipart/form-data') {
      request.body = parseMultipart(bytes, request.headers['content-type'] ?? '')
      return
    }
    request.body = parseText(type, decodeUtf8(bytes), { maxBytes, maxDepth: limits.maxJsonDepth })
  }
}

function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length']
  return request.headers['transfer-encoding'] !== undefined || (length ?? '0') !== '0'
}

function mediaTypeOf(request: IncomingMessage): string | undefined {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') {
    throw new AppError('unsupported_media_type', 'Send the body without Content-Encoding')
  }
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    throw new AppError('unsupported_media_type', 'Send the body in UTF-8')
  }
  return type?.trim() || undefined
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError('body_too_large', `A body here is at most ${maxBytes} bytes`)
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  // events, since an iterator costs a small request as much as all else that is done to read it
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const take = (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= maxBytes) return
      // refused half-way it must not end the connection before it is told so
      request.pause().off('data', take)
      reject(tooLarge())
    }
    request.on('data', take)
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    )
    request.once('error', reject)
    request.once('close', () => {
      if (!request.readableEnded) reject(new Error('the request ended before its body'))
    })
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new AppError('request_malformed', 'The body is not UTF-8 text', { cause })
  }
}

function parseText(
  type: string | undefined,
  text: string,
  limits: { maxBytes: number; maxDepth: number },
): unknown {
  if (type === undefined) throw new AppError('unsupported_media_type', 'Send a Content-Type')
  if (jsonTypes.test(type)) return parseJson(text, limits)
  if (type === 'application/x-www-form-urlencoded') return parseForm(text)
  if (isTextType(type)) return text
  throw new AppError('unsupported_media_type', 'This Content-Type is not read here')
}

function parseJson(text: string, limits: { maxBytes: number; maxDepth: number }): unknown {
  try {
    return parseJsonStrict(text, limits)
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw new AppError('request_malformed', cause.message, {
      cause,
    })
  }
}

/** A register has a few for each person. A megabyte has room for hundreds of thousands. */
const maxFields = 10_000

function parseForm(text: string): Record<string, string> {
  if (hasMoreFields(text, maxFields)) {
    throw new AppError('request_malformed', 'The form has too many fields')
  }
  const entries = [...new URLSearchParams(text)]
  const names = new Set(entries.map(([name]) => name))
  if (names.size !== entries.length) {
    throw new AppError('request_malformed', 'A form field stands twice in the body')
  }
  // own properties only: a field called __proto__ stays a field
  return Object.fromEntries(entries)
}

function hasMoreFields(text: string, most: number): boolean {
  let fields = 1
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    fields += 1
    if (fields > most) return true
  }
  return false
}
