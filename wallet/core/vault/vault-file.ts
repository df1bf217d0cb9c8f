import { z } from 'zod'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError, isAppError } from '../../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../../shared/json/json.ts'
import { associatedBytes, gcm, ivLength, type VaultCrypto } from './vault-crypto.ts'
import { zWrap } from './way-in.ts'

const maxFileBytes = 64_000_000
const maxPayloadBytes = 128_000_000

/**
 * A whole wallet, sealed: what the server keeps and what a backup file holds. `v` is the format; `counter` grows with
 * each copy, so that an old one can be told.
 */
const zVaultFile = z.object({
  v: z.literal(1),
  counter: z.int().min(0),
  wraps: z.array(zWrap).min(1).max(20),
  iv: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
  ct: z.string().min(1),
})

export type VaultFile = z.infer<typeof zVaultFile>

/** Deflated, then sealed with the data key; format and counter are bound in. */
export async function sealVaultFile(
  input: { payload: unknown; counter: number; wraps: VaultFile['wraps']; dataKey: CryptoKey },
  { subtle, random }: VaultCrypto,
): Promise<string> {
  const { payload, counter, wraps, dataKey } = input
  const iv = random(ivLength)
  const plaintext = await deflate(new TextEncoder().encode(JSON.stringify(payload)))
  const ciphertext = await subtle.encrypt(gcm(iv, boundTo(counter)), dataKey, plaintext)
  const file: VaultFile = {
    v: 1,
    counter,
    wraps,
    iv: encodeBase64url(iv),
    ct: encodeBase64url(new Uint8Array(ciphertext)),
  }
  return JSON.stringify(file)
}

/** @throws AppError vault_file_malformed */
export function parseVaultFile(text: string): VaultFile {
  const file = zVaultFile.safeParse(readJson(text))
  if (file.success) return file.data
  throw malformed('is not a sealed wallet, or of a later version', file.error)
}

/** @throws AppError vault_file_malformed: it was changed, or the data key is of another wallet */
export async function openVaultFile(
  file: VaultFile,
  dataKey: CryptoKey,
  { subtle }: Pick<VaultCrypto, 'subtle'>,
): Promise<unknown> {
  try {
    const ciphertext = decodeBase64url(file.ct)
    const sealing = gcm(decodeBase64url(file.iv), boundTo(file.counter))
    const plaintext = await subtle.decrypt(sealing, dataKey, ciphertext)
    return JSON.parse(new TextDecoder().decode(await inflate(new Uint8Array(plaintext))))
  } catch (cause) {
    throw malformed('was changed after it was sealed', cause)
  }
}

function readJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxFileBytes, maxDepth: 8 })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed('is not a sealed wallet', cause)
  }
}

function boundTo(counter: number): Uint8Array<ArrayBuffer> {
  return associatedBytes('waymark-vault', 1, counter)
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The seal says that the owner made it, but a file may be handed to somebody with its passphrase. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let byteCount = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    byteCount += next.value.length
    if (byteCount > maxPayloadBytes) {
      await reader.cancel()
      throw malformed('holds more than a wallet can', undefined)
    }
    chunks.push(next.value)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function malformed(reason: string, cause: unknown): AppError {
  return new AppError('vault_file_malformed', `The file ${reason}. Nothing was stored`, { cause })
}
