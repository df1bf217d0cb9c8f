import { looksLikePng } from '../credential/baking/png-chunks.ts'
import { unbakePng } from '../credential/baking/unbake-png.ts'
import { unbakeSvg } from '../credential/baking/unbake-svg.ts'
import { jwsPartsOf } from '../credential/jws-parts.ts'
import { walletFileType } from '../credential/wallet-file.ts'
import { decodeBase64url } from '../did/base-encoding.ts'
import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../json/json.ts'
import { readRasterSize } from '../look/raster-size.ts'
import { knownFileKind } from './file-kind.ts'
import type { Nothing } from './nothing.ts'
import { readLink, type WalletLink } from './read-link.ts'

/** What was found in something that a person has: read, and not judged. */
export type Found =
  /** One badge: Open Badges 3.0 or 2.0, as JSON or compact JWS. */
  | { kind: 'badge'; text: string }
  /** Badges that are shown to somebody: JSON or compact JWS. */
  | { kind: 'presentation'; text: string }
  /** Every badge of a Waymark wallet, in the open. */
  | { kind: 'wallet-file'; text: string }
  /** A whole wallet, sealed: to be restored with its passphrase or passkey. */
  | { kind: 'sealed-wallet'; text: string }
  | { kind: 'link'; link: WalletLink }
  | Nothing

export type ReadingLimits = {
  /** Of a file, and of a text. Default twenty million. */
  maxBytes?: number
  /** Of JSON: values at all depths. Default two million, as many as a wallet's file may have. */
  maxValues?: number
}

export const maxGivenBytes = 20_000_000

/** Base45 as it stands in codes on paper: a long word in capitals. @see https://www.rfc-editor.org/rfc/rfc9285 */
const paperCode = /^[\dA-Z $%*+\-./:]{120,8000}$/

/** What nobody types: all controls but tabs, ends of lines and of pages. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is sought
const noText = /[\0-\x08\x0b\x0e-\x1f\x7f]/

/**
 * Finds out what a file is: by its content, whatever its name says. Pictures are looked into and never drawn or
 * unpacked.
 */
export function readAnything(bytes: Uint8Array, limits: ReadingLimits = {}): Found {
  if (bytes.length > (limits.maxBytes ?? maxGivenBytes)) return nothing('too-large')
  if (looksLikePng(bytes)) return readPicture(() => unbakePng(bytes)?.text, limits)
  if (readRasterSize(bytes) !== undefined) return nothing('picture-kind')
  const kind = knownFileKind(bytes)
  if (kind !== undefined) return nothing(kind)
  const text = decodeText(bytes)
  if (text === undefined) return nothing('binary')
  const found = readAnythingInText(text, limits)
  const isOfNoText = found.kind === 'nothing' && found.reason === 'words' && noText.test(text)
  return isOfNoText ? nothing('binary') : found
}

/** The same for what was pasted or scanned. */
export function readAnythingInText(input: string, limits: ReadingLimits = {}): Found {
  const text = input.replace(/^\ufeff/, '').trim()
  if (text === '') return nothing('empty')
  if (text.length > (limits.maxBytes ?? maxGivenBytes)) return nothing('too-large')
  if (text.startsWith('{')) return readJsonText(text, limits)
  if (text.startsWith('<')) return readMarkup(text, limits)
  if (jwsPartsOf(text)?.[1]) return readToken(text, limits)
  if (isCutToken(text)) return nothing('token-damaged')
  const link = readLink(text)
  if (link !== undefined) return { kind: 'link', link }
  return nothing(paperCode.test(text) ? 'paper-code' : 'words')
}

function isCutToken(text: string): boolean {
  return text.startsWith('ey') && text.split('.', 3).length < 3 && !/[^\w.-]/.test(text)
}

function readMarkup(text: string, limits: ReadingLimits): Found {
  if (/^<(?:!doctype html|html)\b/i.test(text)) return nothing('web-page')
  return readPicture(() => unbakeSvg(text)?.text, limits)
}

function readPicture(unbake: () => string | undefined, limits: ReadingLimits): Found {
  try {
    const text = unbake()
    return text === undefined ? nothing('picture-without-badge') : readBaked(text, limits)
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    const isCompressed = cause.code === 'badge_file_compressed'
    return { ...nothing(isCompressed ? 'picture-compressed' : 'picture-damaged'), cause }
  }
}

function readBaked(text: string, limits: ReadingLimits): Found {
  const found = readAnythingInText(text, limits)
  if (found.kind === 'badge' || found.kind === 'nothing') return found
  // of an Open Badge 2.0, a picture may carry no more than the address
  if (found.kind === 'link' && found.link.kind === 'address') return found
  return nothing('picture-of-another')
}

function readJsonText(text: string, limits: ReadingLimits): Found {
  const value = readJson(text, limits)
  if (value === undefined) return nothing('json-damaged')
  if (value.type === walletFileType) return { kind: 'wallet-file', text }
  if (Array.isArray(value.wraps) && typeof value.ct === 'string') {
    return { kind: 'sealed-wallet', text }
  }
  if (value.credential_issuer !== undefined && value.credential_configuration_ids !== undefined) {
    return { kind: 'link', link: { kind: 'offer', text } }
  }
  return { kind: isPresentation(value) ? 'presentation' : 'badge', text }
}

function readToken(text: string, limits: ReadingLimits): Found {
  const payload = readPayload(text.split('.')[1] ?? '', limits)
  if (payload === undefined) return nothing('token-damaged')
  const isShown = payload.vp !== undefined || isPresentation(payload)
  return { kind: isShown ? 'presentation' : 'badge', text }
}

function isPresentation({ type }: JsonObject): boolean {
  const presentations = ['VerifiablePresentation', 'EnvelopedVerifiablePresentation']
  return [type].flat().some((name) => presentations.includes(String(name)))
}

function readPayload(part: string, limits: ReadingLimits): JsonObject | undefined {
  try {
    return readJson(new TextDecoder().decode(decodeBase64url(part)), limits)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function readJson(text: string, limits: ReadingLimits): JsonObject | undefined {
  const { maxBytes = maxGivenBytes, maxValues = 2_000_000 } = limits
  try {
    const value = parseJsonStrict(text, { maxBytes, maxValues })
    return isJsonObject(value) ? value : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function nothing(reason: Nothing['reason']): Nothing {
  return { kind: 'nothing', reason }
}
