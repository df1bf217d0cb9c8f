import { looksLikePng } from '../../../shared/credential/baking/png-chunks.ts'
import { unbakePng } from '../../../shared/credential/baking/unbake-png.ts'
import { unbakeSvg } from '../../../shared/credential/baking/unbake-svg.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../../shared/credential/json.ts'
import { walletFileType } from '../../../shared/credential/wallet-file.ts'
import { decodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { readRasterSize } from '../../../shared/look/raster-size.ts'
import { readLink, type WalletLink } from './read-link.ts'

/** What was found in something that a learner has: read, and not judged. */
export type BadgeFile =
  /** One badge: Open Badges 3.0 or 2.0, as JSON or compact JWS. */
  | { kind: 'badge'; text: string }
  /** Every badge of a Waymark wallet, in the open. */
  | { kind: 'wallet-file'; text: string }
  /** A whole wallet, sealed: to be restored with its passphrase or passkey. */
  | { kind: 'sealed-wallet'; text: string }
  | { kind: 'link'; link: WalletLink }

export const maxImportBytes = 20_000_000

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]*$/

/**
 * Finds out what a file, or what was pasted, is: by its content, whatever its name says. Pictures are looked into
 * and never drawn or unpacked.
 * @throws AppError badge_file_malformed | badge_file_empty | presentation_given | body_too_large
 */
export function readBadgeFile(bytes: Uint8Array): BadgeFile {
  if (bytes.length > maxImportBytes) {
    throw new AppError('body_too_large', 'The file is larger than twenty megabytes')
  }
  if (looksLikePng(bytes)) return readBaked(unbakePng(bytes)?.text)
  if (readRasterSize(bytes) !== undefined) {
    throw empty('A picture of this kind cannot carry a badge: only PNG and SVG can')
  }
  if (startsWith(bytes, 'PK\x03\x04')) {
    throw malformed('The file is a ZIP archive: unpack it first, and add what is in it')
  }
  if (startsWith(bytes, '%PDF')) throw empty('The file is a PDF, which carries no badge')
  return readBadgeText(decodeText(bytes))
}

/** The same for text. */
export function readBadgeText(input: string): BadgeFile {
  const text = input.replace(/^\ufeff/, '').trim()
  if (text === '') throw empty('There is nothing in it')
  if (text.startsWith('{')) return readJsonFile(text)
  if (text.startsWith('<')) return readMarkup(text)
  if (compactJws.test(text)) return readToken(text)
  const link = readLink(text)
  if (link !== undefined) return { kind: 'link', link }
  throw malformed('It is neither a badge nor a link')
}

function readMarkup(text: string): BadgeFile {
  if (/^<(?:!doctype html|html)\b/i.test(text)) {
    throw empty(
      'It is a web page. Look there for a way to download the badge, as a file or picture',
    )
  }
  return readBaked(unbakeSvg(text)?.text)
}

function readBaked(text: string | undefined): BadgeFile {
  if (text === undefined) throw empty('The picture carries no badge: it may be a plain copy of one')
  const found = readBadgeText(text)
  if (found.kind === 'badge') return found
  // of an Open Badge 2.0, a picture may carry no more than the address
  if (found.kind === 'link' && found.link.kind === 'address') return found
  throw malformed('The picture carries something else than a badge')
}

function readJsonFile(text: string): BadgeFile {
  const value = readJson(text)
  if (value.type === walletFileType) return { kind: 'wallet-file', text }
  if (Array.isArray(value.wraps) && typeof value.ct === 'string') {
    return { kind: 'sealed-wallet', text }
  }
  if (value.credential_issuer !== undefined && value.credential_configuration_ids !== undefined) {
    return { kind: 'link', link: { kind: 'offer', text } }
  }
  refusePresentation(value)
  return { kind: 'badge', text }
}

function readToken(text: string): BadgeFile {
  const payload = readPayload(text.split('.')[1] ?? '')
  if (payload.vp !== undefined) throw presentation()
  refusePresentation(payload)
  return { kind: 'badge', text }
}

function refusePresentation({ type }: JsonObject): void {
  const presentations = ['VerifiablePresentation', 'EnvelopedVerifiablePresentation']
  if ([type].flat().some((name) => presentations.includes(String(name)))) throw presentation()
}

function presentation(): AppError {
  return new AppError(
    'presentation_given',
    'This shows badges to somebody, and is not a badge to keep. Ask whoever holds the badges for the badge files themselves',
  )
}

function readPayload(part: string): JsonObject {
  try {
    return readJson(new TextDecoder().decode(decodeBase64url(part)))
  } catch (error) {
    if (isAppError(error)) throw malformed('It looks like a token, and is damaged')
    throw error
  }
}

function readJson(text: string): JsonObject {
  try {
    const value = parseJsonStrict(text, { maxBytes: maxImportBytes, maxValues: 2_000_000 })
    if (isJsonObject(value)) return value
  } catch (error) {
    if (!isAppError(error)) throw error
  }
  throw malformed('It is not JSON as it must be')
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('The file is neither text nor a picture that can carry a badge')
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[index] === character.charCodeAt(0))
}

function malformed(problem: string): AppError {
  return new AppError('badge_file_malformed', `${problem}. Nothing was stored`)
}

function empty(problem: string): AppError {
  return new AppError('badge_file_empty', `${problem}. Nothing was stored`)
}
