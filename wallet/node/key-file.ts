import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
  type KeyEncryptionKey,
  readKeyEncryptionKey,
} from '../../shared/node/kms/key-encryption.ts'

/**
 * The wallet's key-encryption key: the given one, else the one in the file, which only its owner may read. A wallet
 * that does not exist yet gets a new one.
 * @param source.isNewWallet nothing was sealed yet, so that a new key loses nothing
 * @throws AppError key_encryption_key_missing
 */
export function obtainWalletKey(source: {
  value?: string
  file: string
  isNewWallet: boolean
}): KeyEncryptionKey {
  const { value, file, isNewWallet } = source
  if (value !== undefined && value.trim() !== '') return readKeyEncryptionKey({ value })
  if (!existsSync(file)) {
    if (!isNewWallet) {
      throw new AppError(
        'key_encryption_key_missing',
        'The file wallet.key of this wallet is gone, and without it its keys do not open: restore it from a backup, or set WAYMARK_KEY_ENCRYPTION_KEY',
      )
    }
    return createKeyFile(file)
  }
  return readKeyFile(file)
}

function createKeyFile(file: string): KeyEncryptionKey {
  const key = generateKeyEncryptionKey()
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    // another process made the wallet at the same moment: its key counts
    if (isTaken) return readKeyFile(file)
    throw new AppError('config_invalid', 'The folder of the wallet cannot be written to', {
      cause: error,
    })
  }
  try {
    writeSync(descriptor, `${encodeKeyEncryptionKey(key)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return key
}

function readKeyFile(file: string): KeyEncryptionKey {
  const descriptor = openSync(file, 'r')
  try {
    const isOpenToOthers =
      process.platform !== 'win32' && (fstatSync(descriptor).mode & 0o077) !== 0
    if (isOpenToOthers) {
      throw new AppError(
        'key_encryption_key_missing',
        'The file wallet.key can be read by others than its owner: run chmod 600 on it, and think about who may have read it',
      )
    }
    return readKeyEncryptionKey({ value: readFileSync(descriptor, 'utf8') })
  } finally {
    closeSync(descriptor)
  }
}
