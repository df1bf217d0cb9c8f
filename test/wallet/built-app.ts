import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { temporaryFolder } from '../support/temp-folder.ts'

/** The script of the app, as it was before it was packed. */
export const script = 'console.log("ŵ")\n'.repeat(50)

/** What a build leaves, of three files: a server can be tested without the app. */
export function createAppFolder(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  mkdirSync(join(folder, '.vite'))
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Wallet</title>')
  writeFileSync(join(folder, 'service-worker.js'), 'self.skipWaiting()')
  writeFileSync(join(folder, 'assets', 'app-abc123.js'), script)
  writeFileSync(join(folder, 'assets', 'app-abc123.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'assets', 'app-abc123.js.gz'), gzipSync(script))
  return folder
}
