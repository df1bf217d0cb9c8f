import {
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose'

/*
 * Reads did:web documents and verifies JWT badges with jose 6, written from the specifications (did:web,
 * VC-JOSE-COSE, Open Badges 3.0 section 8.2) and nothing of Waymark's.
 */

export type DidDocument = {
  id: string
  verificationMethod: { id: string; controller: string; publicKeyJwk?: JWK }[]
  assertionMethod: string[]
  authentication: string[]
}

/** `did:web:localhost%3A3001:providers:x` by `scheme` */
function didDocumentUrl(did: string, scheme: 'http:' | 'https:' = 'https:'): string {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent)
  return `${scheme}//${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`
}

export async function fetchDidDocument(
  did: string,
  scheme: 'http:' | 'https:',
  from: typeof fetch,
): Promise<DidDocument> {
  const response = await from(didDocumentUrl(did, scheme))
  return response.json()
}

/** The payload of a badge as vc+jwt, if its issuer signed it with a key that its document has for assertions. */
export async function verifyCredentialJwt(
  jwt: string,
  { scheme, from }: { scheme: 'http:' | 'https:'; from: typeof fetch },
): Promise<{ payload: JWTPayload; protectedHeader: ProtectedHeaderParameters }> {
  const findKey = async ({ kid = '' }: { kid?: string }) => {
    const [did = ''] = kid.split('#')
    const document = await fetchDidDocument(did, scheme, from)
    const method = document.verificationMethod.find(({ id }) => id === kid)
    if (!method?.publicKeyJwk || !document.assertionMethod.includes(kid))
      throw new Error('no such key')
    return importJWK(method.publicKeyJwk, 'EdDSA')
  }
  const verified = await jwtVerify(jwt, findKey, { typ: 'vc+jwt', algorithms: ['EdDSA'] })
  const { iss } = verified.payload
  if (iss !== verified.protectedHeader.kid?.split('#')[0]) throw new Error('signed by another')
  return verified
}
