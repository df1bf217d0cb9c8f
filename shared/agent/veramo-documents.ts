import type {
  IVerifyResult,
  VerifiableCredential,
  VerifiablePresentation,
} from '@veramo/core-types'
import { credentialsV1Url, credentialsV2Url } from '../credential/context-urls.ts'
import { envelopCredential } from '../credential/enveloped.ts'
import { idOf } from '../credential/jwt-claims.ts'
import { AppError } from '../errors/app-error.ts'
import type { JsonObject } from '../json/json.ts'
import type { CredentialReport, PresentationReport } from '../verify/report.ts'

/** Where Veramo's types, which are of version 1.1 of the data model, meet documents of version 2.0. */

/**
 * A copy to sign. Veramo puts `issuanceDate` into every credential and the context of version 1.1 in front of its
 * contexts; version 2.0 knows neither.
 */
export function unsignedCredential(payload: object): JsonObject {
  const { issuanceDate: _, ...credential } = { ...payload } as JsonObject
  return { ...credential, ...givenContexts(credential) }
}

/** A copy to sign, with what Veramo fills in, and with tokens where version 2.0 wants them: enveloped. */
export function unsignedPresentation(payload: object): JsonObject {
  const { issuanceDate: _, verifiableCredential, ...presentation } = { ...payload } as JsonObject
  const held: unknown[] = verifiableCredential === undefined ? [] : [verifiableCredential].flat()
  return {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    ...presentation,
    ...givenContexts(presentation),
    ...(held.length > 0 && {
      verifiableCredential: held.map((item) =>
        typeof item === 'string' ? envelopCredential(item) : item,
      ),
    }),
  }
}

function givenContexts({ '@context': contexts }: JsonObject): JsonObject {
  if (!Array.isArray(contexts)) return {}
  const [first, second] = contexts
  const isVeramos = first === credentialsV1Url && second === credentialsV2Url
  return isVeramos ? { '@context': contexts.slice(1) } : {}
}

/** A compact JWT, alone or enveloped. */
export function isToken(document: object | string): boolean {
  if (typeof document === 'string') return true
  const types: unknown[] = [(document as JsonObject).type].flat()
  return types.some((type) => String(type).startsWith('Enveloped'))
}

/**
 * What the presentation must have been made for.
 * @throws AppError request_malformed for half a binding, which binds nothing
 */
export function bindingOf(args: { challenge?: string; domain?: string }): {
  binding?: { nonce: string; audience: string }
} {
  const { challenge, domain } = args
  if (challenge === undefined && domain === undefined) return {}
  if (challenge === undefined || domain === undefined) {
    throw new AppError('request_malformed', 'Give challenge and domain together')
  }
  return { binding: { nonce: challenge, audience: domain } }
}

export function partyId(party: unknown): string {
  return idOf(party) ?? ''
}

/** `now` as Veramo takes it: a date, or seconds since 1970. */
export function timeOf(now: unknown, clock: () => Date): Date {
  if (now instanceof Date) return now
  return typeof now === 'number' ? new Date(now * 1000) : clock()
}

export function toVeramoCredential(document: object): VerifiableCredential {
  // sound: Veramo hands the document through unread, and its type asks for members of version 1.1
  return document as VerifiableCredential
}

export function toVeramoPresentation(document: object): VerifiablePresentation {
  // sound: as for toVeramoCredential
  return document as VerifiablePresentation
}

/** `verified` only where the verdict is valid: what could not be checked is not verified. */
export function toVerifyResult(report: CredentialReport | PresentationReport): IVerifyResult {
  if (report.verdict === 'valid') return { verified: true, report }
  const checks = [report, ...('credentials' in report ? report.credentials : [])].flatMap(
    (part) => part.checks,
  )
  const cause =
    checks.find(({ result }) => result === 'fail') ??
    checks.find(({ result }) => result === 'unknown')
  const error = {
    message: cause?.detail ?? 'The report says no',
    errorCode: cause?.code ?? report.verdict,
  }
  return { verified: false, report, error }
}
