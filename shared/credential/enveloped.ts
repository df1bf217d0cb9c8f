import { AppError } from '../errors/app-error.ts'
import { itemsOf, type JsonObject } from '../json/json.ts'
import { credentialsV2Url } from './context-urls.ts'

/** A JWT in the place of a JSON object. @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials */

export type EnvelopedCredential = {
  '@context': string
  id: string
  type: 'EnvelopedVerifiableCredential'
}

export type EnvelopedPresentation = {
  '@context': string
  id: string
  type: 'EnvelopedVerifiablePresentation'
}

/** `application/jwt` is what older software writes. */
const dataUrl = /^data:application\/(?:vc\+jwt|vp\+jwt|jwt),([\w-]+\.[\w-]+\.[\w-]+)$/

const kinds = {
  EnvelopedVerifiableCredential: 'credential',
  EnvelopedVerifiablePresentation: 'presentation',
} as const

/** @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials */
export function envelopCredential(jwt: string): EnvelopedCredential {
  return {
    '@context': credentialsV2Url,
    id: `data:application/vc+jwt,${jwt}`,
    type: 'EnvelopedVerifiableCredential',
  }
}

/** @see https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-presentations */
export function envelopPresentation(jwt: string): EnvelopedPresentation {
  return {
    '@context': credentialsV2Url,
    id: `data:application/vp+jwt,${jwt}`,
    type: 'EnvelopedVerifiablePresentation',
  }
}

/**
 * The compact JWT inside, or undefined for an object that does not call itself enveloped. Throws
 * `credential_malformed` or `presentation_malformed`, and `securing_unsupported` for an envelope of another kind.
 */
export function jwtOfEnveloped(
  value: JsonObject,
): { kind: 'credential' | 'presentation'; jwt: string } | undefined {
  const types = itemsOf(value.type)
  const name = Object.keys(kinds).find((type) => types.includes(type))
  if (name === undefined) return undefined
  const kind = name === 'EnvelopedVerifiableCredential' ? 'credential' : 'presentation'
  const contexts = itemsOf(value['@context'])
  if (types.length !== 1 || contexts[0] !== credentialsV2Url || typeof value.id !== 'string') {
    throw new AppError(
      `${kind}_malformed`,
      `An enveloped ${kind} has one type, its context and a data: URL`,
    )
  }
  const [, jwt] = dataUrl.exec(value.id) ?? []
  if (jwt !== undefined) return { kind, jwt }
  if (/^data:application\/[\w.+-]+[,;]/.test(value.id)) {
    throw new AppError(
      'securing_unsupported',
      'The envelope is of a media type that is not read here',
    )
  }
  throw new AppError(`${kind}_malformed`, `An enveloped ${kind} has a data: URL with a compact JWT`)
}
