import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readOpenBadge2 } from '../../../../shared/credential/open-badge-2.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifyPem } from '../../../../shared/node/kms/verify-pem.ts'
import type { OpenBadge2Port, PartFetch } from '../../../../shared/verify/open-badge-2/port.ts'
import { verifyOpenBadge2 } from '../../../../shared/verify/open-badge-2/verify-open-badge-2.ts'
import type { VerificationPolicy } from '../../../../shared/verify/ports.ts'
import { createTestClock } from '../../../support/clock.ts'
import { hostedExamples } from './examples.ts'

export type Answer = JsonObject | Exclude<PartFetch['outcome'], 'fetched'>

/** The hosts of the examples, some of whose answers are others; and who was asked. */
export function createHosts(changes: Record<string, Answer> = {}) {
  const asked: string[] = []
  const port = {
    async fetchPart(url): Promise<PartFetch> {
      asked.push(url)
      const answer = changes[url] ?? hostedExamples.get(url) ?? 'refused'
      if (typeof answer === 'string') return { outcome: answer }
      return { outcome: 'fetched', document: answer }
    },
    verifyPem,
  } satisfies OpenBadge2Port
  return { port, asked }
}

/** The report on a text that must be an Open Badge 2.0. */
export async function reportOn(
  text: string | JsonObject,
  { port, policy = {} }: { port: OpenBadge2Port; policy?: VerificationPolicy },
) {
  const badge = readOpenBadge2(typeof text === 'string' ? text : JSON.stringify(text))
  if (badge === undefined) throw new Error('the text is no Open Badge 2.0')
  const clock = createTestClock()
  return verifyOpenBadge2(badge, { ports: { openBadges2: port, clock }, policy })
}

export function rsaKey(modulusLength = 2048): { pem: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  return { pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey }
}

/** A JWS by node:crypto, with any header. */
export function signJws(
  payload: object,
  privateKey: KeyObject,
  header: JsonObject = { alg: 'RS256' },
): string {
  const parts = [header, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signed = parts.join('.')
  const hash = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}
