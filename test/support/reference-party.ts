import { generateKeyPairSync, sign } from 'node:crypto'
import type * as http from 'node:http'
import {
  type CallbackContext,
  clientAuthenticationAnonymous,
  type JwtSigner,
} from '@openid4vc/oauth2'
import { readCompactJws, signCompactJws, verifyCompactJws } from '../../shared/credential/jws.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import { type Did, parseDidUrl } from '../../shared/did/did.ts'
import { buildDidDocument, findVerificationKey, keyIdsOf } from '../../shared/did/did-document.ts'
import { type PublicKey, publicKeyFromJwk, publicKeyToJwk } from '../../shared/did/public-key.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'

/** Somebody on the other side of the wallet: a did:web with one Ed25519 key. */
export type Party = { did: Did; publicKey: PublicKey; signer: Signer; document: object }

export function createParty(did: Did): Party {
  const { publicKey: keyObject, privateKey } = generateKeyPairSync('ed25519')
  const publicKey = publicKeyFromJwk(keyObject.export({ format: 'jwk' }))
  const signer: Signer = {
    keyId: keyIdsOf(did, publicKey).multikey,
    curve: 'Ed25519',
    sign: async (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  }
  return { did, publicKey, signer, document: buildDidDocument({ did, keys: [{ publicKey }] }) }
}

/** What the @openid4vc libraries ask of their host: our signer, and DIDs resolved to keys. */
export function libraryCallbacks(
  party: Party,
  resolveDid: ResolveDid,
): Omit<CallbackContext, 'decryptJwe' | 'encryptJwe'> {
  return {
    signJwt: async (_signer, { header, payload }) => ({
      jwt: await signCompactJws({ header, payload, signer: party.signer }),
      signerJwk: asLibraryJwk(party.publicKey),
    }),
    verifyJwt: async (signer, { compact }) => {
      const key = await keyOf(signer, resolveDid)
      if (key === undefined) return { verified: false }
      const verified = await verifyCompactJws(readCompactJws(compact), key, verifySignature)
      return verified ? { verified, signerJwk: asLibraryJwk(key) } : { verified }
    },
    hash: async (bytes, algorithm) =>
      new Uint8Array(await crypto.subtle.digest(algorithm, new Uint8Array(bytes))),
    clientAuthentication: clientAuthenticationAnonymous(),
    generateRandom: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
  }
}

async function keyOf(signer: JwtSigner, resolveDid: ResolveDid): Promise<PublicKey | undefined> {
  if (signer.method !== 'did') return undefined
  const resolution = await resolveDid(parseDidUrl(signer.didUrl).did)
  if (resolution.outcome !== 'resolved') return undefined
  const query = { id: signer.didUrl, relationship: 'authentication' } as const
  return findVerificationKey(resolution.document, query)?.publicKey
}

function asLibraryJwk(key: PublicKey) {
  const { kty, crv, x, y } = publicKeyToJwk(key)
  return { kty, crv, x, ...(y !== undefined && { y }) }
}

export type ReceivedRequest = {
  method: string
  path: string
  headers: http.IncomingHttpHeaders
  body: string
}

export async function readRequest(request: http.IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

export type Answer = { status?: number; type?: string; body: unknown }

export function send(response: http.ServerResponse, answer: Answer): void {
  const { status = 200, type = 'application/json', body } = answer
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
