import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PublicDocument } from '../../shared/server/public-documents.ts'

/** The QR encoder, as the browser module that link-page.js loads: its path changes with its content. */
export function readQrModule(): { path: string; document: PublicDocument } {
  const body = readFileSync(fileURLToPath(import.meta.resolve('qr')))
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return {
    path: `/assets/qr.${hash}.js`,
    document: {
      body,
      contentType: 'text/javascript; charset=utf-8',
      maxAgeSeconds: 31_536_000,
      isImmutable: true,
    },
  }
}
