import { Buffer } from 'node:buffer'
import { type KeyObject, sign } from 'node:crypto'
import type { KeyCurve } from '../../did/public-key.ts'
import type { JsonObject } from '../../json/json.ts'
import { signEd25519 } from '../kms/ed25519.ts'

export type SigningKey = { curve: KeyCurve; privateKey: KeyObject }

const algorithms = { Ed25519: 'EdDSA', 'P-256': 'ES256' } as const satisfies Record<
  KeyCurve,
  string
>

export type TokenWriter = {
  /** Writes the token of a payload (UTF-8) into `target`. @returns where it ends */
  write(payload: Uint8Array, target: Buffer, start: number): number
  /** No token of a payload of so many bytes is longer. */
  mostBytes(payloadBytes: number): number
}

/** Of sixty-four bytes, with its dot. */
const signatureLength = 87

/**
 * Signs many compact JWS with one header and key, into bytes that are handed on: as texts, thousands of tokens would be
 * copied several times. `alg` follows from the key.
 */
export function createTokenWriter({
  header,
  key: { curve, privateKey },
}: {
  header: JsonObject
  key: SigningKey
}): TokenWriter {
  const head = Buffer.from(JSON.stringify({ ...header, alg: algorithms[curve] }))
  const beginning = Buffer.from(`${head.toString('base64url')}.`)
  const signatureOf = (bytes: Buffer) =>
    curve === 'Ed25519'
      ? signEd25519(privateKey, bytes)
      : sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return {
    write(payload, target, start) {
      target.set(beginning, start)
      const { buffer, byteOffset, byteLength } = payload
      const body = Buffer.from(buffer, byteOffset, byteLength).toString('base64url')
      const place = start + beginning.length
      const dot = place + target.write(body, place, 'latin1')
      const signature = signatureOf(target.subarray(start, dot)).toString('base64url')
      return dot + target.write(`.${signature}`, dot, 'latin1')
    },
    mostBytes: (payloadBytes) =>
      beginning.length + Math.ceil(payloadBytes / 3) * 4 + signatureLength,
  }
}
