import { remembering } from '../../cache/remembering.ts'

/** @see https://www.w3.org/TR/vc-data-model-2.0/#media-types */
export const credentialType = 'application/vc'
/** @see https://www.w3.org/TR/vc-jose-cose/#media-types */
export const tokenType = 'application/vc+jwt'

const tokenTypes = [tokenType, 'application/jwt']
const jsonTypes = ['application/ld+json', 'application/json']

/** The JSON type for a client that takes JSON and, by what it says, no credential. */
export const jsonTypeFor = remembering((accept) => {
  const taken = readNames(accept)
  const isCredentialTaken = [credentialType, 'application/*', '*/*'].some((type) =>
    taken.includes(type),
  )
  return isCredentialTaken ? undefined : jsonTypes.find((type) => taken.includes(type))
})

/**
 * Whether a client names tokens, and by no name the embedded form. One that names JSON too is sent that: what reads
 * both may know no keys but RSA in tokens, which is all that Open Badges 3.0 asks of it (section 8.2).
 */
export const isTokenAskedFor = remembering((accept) => {
  const taken = readNames(accept)
  const isEmbeddedTaken = [credentialType, ...jsonTypes].some((type) => taken.includes(type))
  return !isEmbeddedTaken && tokenTypes.some((type) => taken.includes(type))
})

/** What a header lists, without what it weighs with 0. */
export function readNames(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      // in steps that each look at a letter once: a pattern for the whole takes half a second for one long header
      const [name = '', ...weights] = part.split(';').map((text) => text.trim())
      return weights.some((weight) => /^q=0(\.0*)?$/.test(weight)) ? [] : [name]
    })
}
