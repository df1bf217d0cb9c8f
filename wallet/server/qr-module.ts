import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Asset, toAsset } from '../../shared/server/assets.ts'

/** The QR encoder, as the browser module that link-page.js loads. */
export function readQrModule(): Asset {
  return toAsset({ name: 'qr.js', body: readFileSync(fileURLToPath(import.meta.resolve('qr'))) })
}
