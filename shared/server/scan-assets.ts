import { readFileSync } from 'node:fs'
import { type Asset, toAsset } from './assets.ts'

/** What a browser needs to read codes with its camera, and the decoder for browsers that have none of their own. */
export function scanAssets(): Asset[] {
  const body = readFileSync(new URL('../scan/scan-code.js', import.meta.url))
  return [toAsset({ name: 'scan-code.js', body }), ...decoderAssets()]
}

function decoderAssets(): Asset[] {
  const decoderUrl = import.meta.resolve('qr/decode.js')
  const core = toAsset({
    name: 'qr-core.js',
    body: readFileSync(new URL('./index.js', decoderUrl)),
  })
  const source = readFileSync(new URL(decoderUrl), 'utf8')
  const body = Buffer.from(source.replaceAll("'./index.js'", `'${core.path}'`))
  return [core, toAsset({ name: 'qr-decode.js', body })]
}
