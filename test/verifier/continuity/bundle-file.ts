import { gunzipSync, gzipSync } from 'node:zlib'
import { type Bundle, readBundle } from '../../../shared/node/bundle/read-bundle.ts'
import { takeBadge } from '../../issuer/hand-made-wallet.ts'
import { cityApiKey, cityUrl, type TestCity } from '../../issuer/test-city.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'

export const learner = ed25519TestKey('sam')

export async function downloadBundle(city: TestCity, key = cityApiKey): Promise<Buffer> {
  const response = await city.fetch(`${cityUrl}/api/v1/bundle`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  if (!response.ok) throw new Error(await response.text())
  return Buffer.from(await response.arrayBuffer())
}

/** The lines without their line feeds. */
export function linesOf(bundle: Buffer): string[] {
  return gunzipSync(bundle).toString('utf8').trimEnd().split('\n')
}

export function packed(lines: readonly string[]): Buffer {
  return gzipSync(lines.map((line) => `${line}\n`).join(''))
}

export function read(
  bundle: Uint8Array,
  options: Parameters<typeof readBundle>[1] = {},
): Promise<Bundle> {
  return readBundle(inPieces(bundle), options)
}

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Awards a badge and takes it. */
export async function badgeOf(city: TestCity, request: object = {}) {
  const award = await city.award({ recipient: { email: 'sam@learner.example' }, ...request })
  const { body } = await takeBadge(city, award, learner)
  // the shape of OpenID4VCI 1.0, as the issuer's own tests check it
  const { credentials } = body as { credentials: { credential: unknown }[] }
  const credential = credentials[0]?.credential
  const text = typeof credential === 'string' ? credential : JSON.stringify(credential)
  return { awardId: award.awardId, text }
}
