import {
  clrUrls,
  credentialsV1Url,
  credentialsV2Url,
  pinnedContextUrls,
} from '../credential/context-urls.ts'
import {
  credentialIssues,
  type ModelIssue,
  presentationIssues,
} from '../credential/model-issues.ts'
import { isSecured, lengthInside, readSecured, type Secured } from '../credential/secured.ts'
import { checkCredentialClaims, checkPresentationClaims } from '../credential/vc-jwt.ts'
import { parseUrl } from '../did/url.ts'
import { type AppError, isAppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import type { CheckCode } from './check-codes.ts'
import { maxCredentialBytes, maxPresentationBytes } from './limits.ts'
import type { KnownContexts } from './ports.ts'
import type { Check } from './report.ts'
import { listOf } from './values.ts'

export type DocumentKind = Secured['kind']

/** `secured` as soon as the document could be read; `refusal` where reading already spoke against the signature. */
export type Shape = { shape: Check; secured?: Secured; refusal?: Check }

/** Size, then parsing, then every rule that needs neither a key nor the network. */
export function checkShape(
  input: string | JsonObject | Secured,
  kind: DocumentKind,
  contexts?: KnownContexts,
): Shape {
  if (isTooLarge(input, kind)) return { shape: check('shape', 'too_large') }
  const secured = read(input)
  if (isAppError(secured)) return shapeOfUnreadable(secured)
  if (secured.kind !== kind) {
    const code = kind === 'credential' ? 'not_a_credential' : 'not_a_presentation'
    return { shape: check('shape', code) }
  }
  const broken =
    contextProblem(secured, contexts) ?? modelProblem(secured) ?? unknownWords(secured, contexts)
  if (broken) return { shape: broken, secured }
  const claim = claimsProblem(secured)
  if (claim === undefined) return { shape: check('shape', 'ok'), secured }
  if (claim.name === 'shape') return { shape: claim, secured }
  return { shape: check('shape', 'ok'), secured, refusal: claim }
}

const limits: Record<DocumentKind, number> = {
  credential: maxCredentialBytes,
  presentation: maxPresentationBytes,
}

function isTooLarge(input: string | JsonObject | Secured, kind: DocumentKind): boolean {
  const limit = limits[kind]
  const lengthAround = typeof input === 'string' ? undefined : lengthInside(input)
  if (lengthAround !== undefined && lengthAround * 3 <= limit) return false
  const text = textOf(input)
  if (text === undefined || text.length > limit) return true
  // no character takes more than three bytes
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit
}

/** Undefined for what is nested too deeply to be written down. */
function textOf(input: string | JsonObject | Secured): string | undefined {
  if (typeof input === 'string') return input
  if (isSecured(input)) return input.text
  try {
    return JSON.stringify(input)
  } catch {
    return undefined
  }
}

function read(input: string | JsonObject | Secured): Secured | AppError {
  if (typeof input !== 'string' && isSecured(input)) return input
  try {
    return readSecured(input)
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
}

/** Why a token's signature was refused before its content was looked at. */
const proofCodes: { [code in ErrorCode]?: CheckCode<'proof'> } = {
  jws_algorithm_refused: 'algorithm_refused',
  jws_header_refused: 'header_refused',
  securing_unsupported: 'unsupported',
}

function shapeOfUnreadable(error: AppError): Shape {
  const proofCode = proofCodes[error.code]
  if (proofCode) {
    return {
      shape: check('shape', 'not_checked'),
      refusal: check('proof', proofCode, error.message),
    }
  }
  if (error.code === 'body_too_large') return { shape: check('shape', 'too_large') }
  if (error.code === 'vcdm1_unsupported') return { shape: check('shape', 'version_unsupported') }
  return { shape: check('shape', 'malformed', error.message) }
}

function contextProblem(secured: Secured, contexts?: KnownContexts): Check | undefined {
  const [first, ...others] = listOf(contextOf(secured))
  const isFirst = first === credentialsV2Url || first === credentialsV1Url
  const isRight = (context: unknown) =>
    isKnown(context, contexts) || (secured.kind === 'credential' && isContextUrl(context))
  return isFirst && others.every(isRight) ? undefined : check('shape', 'context_invalid')
}

/**
 * Issuers may extend what a credential says by contexts that nobody here has read: that is no fault of theirs, but
 * what such a credential means cannot be told. A presentation is made for its verifier and needs none.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#extensibility
 */
function unknownWords(secured: Secured, contexts?: KnownContexts): Check | undefined {
  const isRead = listOf(contextOf(secured)).every((context) => isKnown(context, contexts))
  return isRead ? undefined : check('shape', 'context_unknown')
}

function isContextUrl(context: unknown): boolean {
  return typeof context === 'string' && /^https?:$/.test(parseUrl(context)?.protocol ?? '')
}

/**
 * The `vp` claim of older wallets may have a context of version 1.1: it holds nothing but the credentials, which
 * are read by their own.
 */
function contextOf({ document, jws }: Secured): unknown {
  const isOlderClaim = isJsonObject(jws?.payload.vp)
  return isOlderClaim ? credentialsV2Url : document['@context']
}

function isKnown(context: unknown, more?: KnownContexts): boolean {
  if (typeof context !== 'string') return more?.takesInline === true && isJsonObject(context)
  return (
    pinnedContextUrls.has(context) || clrUrls.includes(context) || more?.urls.has(context) === true
  )
}

const modelCodes: Record<ModelIssue['rule'], CheckCode<'shape'>> = {
  context: 'context_invalid',
  model: 'model_invalid',
  badge: 'badge_invalid',
  subject: 'subject_missing',
}

function modelProblem(secured: Secured): Check | undefined {
  const { kind, document: made } = secured
  const context = contextOf(secured)
  const document = context === made['@context'] ? made : { ...made, '@context': context }
  const [issue] = kind === 'credential' ? credentialIssues(document) : presentationIssues(document)
  if (issue === undefined) return undefined
  return check('shape', modelCodes[issue.rule], `${issue.path || 'The document'} ${issue.message}`)
}

/** Header and registered claims of a token: who signed, what it calls itself, whether it agrees with its content. */
function claimsProblem({ jws, kind, document }: Secured): Check | undefined {
  if (jws === undefined) return undefined
  const isCredential = kind === 'credential'
  const claims = isCredential ? checkCredentialClaims(jws, document) : checkPresentationClaims(jws)
  if (claims.ok) return undefined
  if (claims.code === 'typ_wrong') return check('proof', 'header_refused', claims.detail)
  if (claims.code === 'kid_missing') return check('proof', 'malformed', claims.detail)
  if (claims.code === 'kid_of_another') {
    return check(isCredential ? 'issuer-key' : 'holder-binding', 'key_of_another')
  }
  return check('shape', 'claims_mismatch', claims.detail)
}
