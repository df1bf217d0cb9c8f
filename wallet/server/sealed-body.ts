import { AppError } from '../../shared/errors/app-error.ts'

/** @throws AppError unsupported_media_type */
export function readSealedBody(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body
  throw new AppError('unsupported_media_type', 'Send the ciphertext as application/octet-stream')
}
