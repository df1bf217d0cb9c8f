import { access, writeFile } from 'node:fs/promises'
import { encodeKeyEncryptionKey, generateKeyEncryptionKey } from './key-encryption.ts'

/**
 * Makes a key-encryption key in a file that only its owner can read. One that is there already is of an attempt that
 * failed on its way, and may have sealed something: it stays.
 */
export async function makeKeyFile(file: string): Promise<void> {
  if (await isThere(file)) return
  const key = encodeKeyEncryptionKey(generateKeyEncryptionKey())
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
}

export function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
