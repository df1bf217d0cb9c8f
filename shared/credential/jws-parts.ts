/** Header, payload and signature, each still encoded. */
export type JwsParts = readonly [header: string, payload: string, signature: string]

/**
 * Undefined for what is not written as a compact JWS. Payload and signature may be empty. Without one pattern for the
 * whole: a long text would keep a place to go back to for each of its letters.
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-7.1
 */
export function jwsPartsOf(text: string): JwsParts | undefined {
  const [header = '', payload, signature, more] = text.split('.', 4)
  if (header === '' || payload === undefined || signature === undefined || more !== undefined) {
    return undefined
  }
  return /[^\w.-]/.test(text) ? undefined : [header, payload, signature]
}
