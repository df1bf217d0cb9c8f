import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { seedBadge } from './seeded-badges.ts'

/** One red dot. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const context = 'https://w3id.org/openbadges/v2'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const algorithms = {
  RS256: { key: rsa.privateKey, hash: 'sha256' },
  ES384: { key: p384.privateKey, hash: 'sha384' },
}

/** A host of Open Badges 2.0 that, like most, does not answer scripts of other websites. */
export async function serveOlderBadges() {
  const asked: string[] = []
  const { origin } = await serveLoopback(({ url = '' }, response) => {
    asked.push(url)
    if (url === '/knots.png') return response.end(picture)
    const part = parts[url]
    response.setHeader('content-type', 'application/ld+json')
    return response.writeHead(part === undefined ? 404 : 200).end(JSON.stringify(part ?? {}))
  })
  const common = {
    ...{ '@context': context, type: 'Assertion', issuedOn: '2019-05-06T07:08:09Z' },
    recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
    badge: `${origin}/knots`,
  }
  const hosted = { ...common, id: `${origin}/1`, verification: { type: 'hosted' } }
  const verification = { type: 'SignedBadge', creator: `${origin}/key` }
  const signed = { ...common, id: 'urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b', verification }
  const parts: Record<string, JsonObject> = {
    '/1': hosted,
    '/knots': {
      ...{ '@context': context, type: 'BadgeClass', id: `${origin}/knots`, name: 'Knots' },
      ...{ description: 'Ties six knots', image: `${origin}/knots.png` },
      ...{ criteria: { narrative: 'Tie six knots' }, issuer: `${origin}/scouts` },
    },
    '/scouts': {
      ...{ '@context': context, type: 'Issuer', id: `${origin}/scouts`, name: 'Sea Scouts' },
      ...{ url: origin, email: 'badges@scouts.example', publicKey: `${origin}/key` },
    },
    '/key': {
      ...{ '@context': context, type: 'CryptographicKey', id: `${origin}/key` },
      owner: `${origin}/scouts`,
      publicKeyPem: pemOf(rsa.publicKey),
    },
  }
  return {
    ...{ origin, asked },
    hosted: JSON.stringify(hosted),
    signed: compactJws({ alg: 'RS256' }, signed),
    forged: compactJws({ alg: 'RS256' }, { ...signed, issuedOn: '2019-05-07T00:00:00Z' }, signed),
  }
}

/** Open Badges 3.0 as tokens by keys that Waymark itself never signs with; their awarders are those keys. */
export async function furtherTokens(): Promise<{ rsa: string; p384: string }> {
  const jwk = Buffer.from(JSON.stringify(rsa.publicKey.export({ format: 'jwk' })))
  const { bytes } = furtherKeyReaders.fromJwk(p384.publicKey.export({ format: 'jwk' }))
  const multibase = `z${encodeBase58(Uint8Array.of(0x81, 0x24, ...bytes))}`
  const byJwk = `did:jwk:${jwk.toString('base64url')}`
  return {
    rsa: await tokenOf('Sailing', { alg: 'RS256', kid: `${byJwk}#0` }, byJwk),
    p384: await tokenOf(
      'Rowing',
      { alg: 'ES384', kid: `did:key:${multibase}#${multibase}` },
      `did:key:${multibase}`,
    ),
  }
}

type Header = { alg: keyof typeof algorithms; kid?: string }

async function tokenOf(name: string, header: Header, issuer: string): Promise<string> {
  const [, payload = ''] = (await seedBadge({ name, validFrom: new Date(2025, 1, 3) })).split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const named = { ...claims, issuer: { ...claims.issuer, id: issuer } }
  return compactJws({ ...header, typ: 'JWT' }, { ...named, iss: issuer })
}

/** @param signedPayload what the signature is over, where that is something else */
function compactJws(
  header: Header & { typ?: string },
  payload: object,
  signedPayload = payload,
): string {
  const inputOf = (claims: object) =>
    [header, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
  const { key, hash } = algorithms[header.alg]
  const options = { key, dsaEncoding: 'ieee-p1363' } as const
  const signature = sign(hash, Buffer.from(inputOf(signedPayload)), options)
  return `${inputOf(payload)}.${signature.toString('base64url')}`
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString()
}
