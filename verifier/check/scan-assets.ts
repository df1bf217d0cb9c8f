import { readFileSync } from 'node:fs'
import { type Asset, toAsset } from '../../shared/server/assets.ts'
import { decoderAssets } from '../../shared/server/decoder-assets.ts'

/** What a browser needs to read codes. */
export function scanAssets(): Asset[] {
  const body = readFileSync(new URL('../../shared/scan/scan-code.js', import.meta.url))
  return [toAsset({ name: 'scan-code.js', body }), ...decoderAssets()]
}
