// Builds the wallet's web app into dist/wallet/web, and packs each file beside itself for servers that send it so.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const packed = new Set(['.html', '.js', '.css', '.svg', '.webmanifest'])

await build({ configFile: join(root, 'wallet/web/vite.config.ts'), logLevel: 'warn' })

const folder = join(root, 'dist/wallet/web')
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
for (const entry of files) {
  if (!entry.isFile() || !packed.has(extname(entry.name))) continue
  const file = join(entry.parentPath, entry.name)
  const bytes = readFileSync(file)
  const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: hint }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}
