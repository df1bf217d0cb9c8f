import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'

/**
 * Only who has the key-encryption key of the city can write its file or change it: a digest alone could be made
 * anew after a stolen key was taken for a good one, or an address of a stranger put in.
 * @param content what the last line says of all lines before it
 * @returns HMAC-SHA256 under a key of its own, base64url
 */
export function sealCityFile(
  content: { lines: number; digest: string },
  key: KeyEncryptionKey,
): string {
  const fileKey = createHmac('sha256', key).update('waymark city file').digest()
  const text = `${content.lines}.${content.digest}`
  return createHmac('sha256', fileKey).update(text).digest('base64url')
}

export function isSealOf(
  seal: string,
  content: { lines: number; digest: string },
  key: KeyEncryptionKey,
): boolean {
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealCityFile(content, key))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
