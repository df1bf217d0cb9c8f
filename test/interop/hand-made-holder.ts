import { base64url, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

/*
 * A learner's key, its DID and what it signs, written from the specifications (did:key, did:jwk, OpenID4VCI 1.0
 * appendix F.1) with jose 6 and nothing of Waymark's.
 */

export type HolderKind = {
  method: 'did:key' | 'did:jwk'
  alg: 'EdDSA' | 'ES256'
}

export type Holder = {
  did: string
  /** DID URL of the key. */
  kid: string
  alg: HolderKind['alg']
  publicJwk: JWK
  /** With the private half, for libraries that sign by themselves. */
  privateJwk: JWK
  sign(header: Record<string, unknown>, payload: JWTPayload): Promise<string>
}

export async function createHolder({ method, alg }: HolderKind): Promise<Holder> {
  const options = alg === 'EdDSA' ? { crv: 'Ed25519', extractable: true } : { extractable: true }
  const { publicKey, privateKey } = await generateKeyPair(alg, options)
  const publicJwk = await exportJWK(publicKey)
  const { did, kid } = method === 'did:jwk' ? didJwkOf(publicJwk) : didKeyOf(publicJwk)
  return {
    did,
    kid,
    alg,
    publicJwk,
    privateJwk: await exportJWK(privateKey),
    sign: (header, payload) =>
      new SignJWT(payload).setProtectedHeader({ kid, ...header, alg }).sign(privateKey),
  }
}

function didJwkOf(jwk: JWK): { did: string; kid: string } {
  const did = `did:jwk:${base64url.encode(JSON.stringify(jwk))}`
  return { did, kid: `${did}#0` }
}

/** @see https://w3c-ccg.github.io/did-key-spec/ */
function didKeyOf(jwk: JWK): { did: string; kid: string } {
  const x = Buffer.from(jwk.x ?? '', 'base64url')
  const y = Buffer.from(jwk.y ?? '', 'base64url')
  const bytes =
    jwk.crv === 'Ed25519'
      ? Buffer.concat([Buffer.from([0xed, 0x01]), x])
      : Buffer.concat([Buffer.from([0x80, 0x24, 0x02 + ((y.at(-1) ?? 0) & 1)]), x])
  const name = `z${base58(bytes)}`
  return { did: `did:key:${name}`, kid: `did:key:${name}#${name}` }
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Bitcoin's base 58, of bytes that do not begin with zero. */
function base58(bytes: Uint8Array): string {
  let text = ''
  for (let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`); rest > 0n; rest /= 58n) {
    text = `${alphabet[Number(rest % 58n)]}${text}`
  }
  return text
}

/** Proof of possession of OpenID4VCI; the key named by its DID URL, or shown. */
export function signProofOfPossession(
  holder: Holder,
  claims: { aud: string; nonce: string },
  by: 'kid' | 'jwk' = 'kid',
): Promise<string> {
  const key = by === 'kid' ? {} : { kid: undefined, jwk: holder.publicJwk }
  const payload = { ...claims, iat: Math.floor(Date.now() / 1000) }
  return holder.sign({ typ: 'openid4vci-proof+jwt', ...key }, payload)
}
