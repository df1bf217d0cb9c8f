import { readFileSync } from 'node:fs'
import { type Asset, toAsset } from './assets.ts'

/** The decoder of QR codes, for browsers that have none of their own. Loaded only there. */
export function decoderAssets(): Asset[] {
  const decoderUrl = import.meta.resolve('qr/decode.js')
  const core = toAsset({
    name: 'qr-core.js',
    body: readFileSync(new URL('./index.js', decoderUrl)),
  })
  const source = readFileSync(new URL(decoderUrl), 'utf8')
  const body = Buffer.from(source.replaceAll("'./index.js'", `'${core.path}'`))
  return [core, toAsset({ name: 'qr-decode.js', body })]
}
