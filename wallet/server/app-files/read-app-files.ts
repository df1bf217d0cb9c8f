import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../../shared/errors/app-error.ts'
import { contentTypeOf } from '../../../shared/server/assets.ts'
import type { PublicDocument } from '../../../shared/server/documents/ready-document.ts'

const compressedEndings = new Set(['.br', '.gz'])

/** Beside the compiled server, or in dist/ where the server runs from its sources. */
const places = ['../../web/', '../../../dist/wallet/web/']

/**
 * Where the built app is: the folder with its service worker, which no source folder has.
 * @throws AppError config_invalid
 */
export function findAppFolder(): string {
  const folder = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((place) => existsSync(join(place, 'service-worker.js')))
  if (folder !== undefined) return folder
  throw new AppError('config_invalid', 'The wallet’s app is not built: run npm run build first')
}

/**
 * The files of the app by path (`/index.html`, `/assets/…`), each with the compressed copies that the build has put
 * beside it. What is below /assets has its content's hash in its name; the rest is asked for again each time.
 * @param contentSecurityPolicy a service worker lives by the policy that comes with its own script
 */
export function readAppFiles(
  folder: string,
  contentSecurityPolicy: string,
): ReadonlyMap<string, PublicDocument> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !compressedEndings.has(extname(entry.name)))
    .filter((entry) => !relative(folder, entry.parentPath).startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    names.map((file) => {
      const path = `/${relative(folder, file).split(sep).join('/')}`
      return [path, readAppFile(file, path, contentSecurityPolicy)]
    }),
  )
}

function readAppFile(file: string, path: string, contentSecurityPolicy: string): PublicDocument {
  const isHashed = path.startsWith('/assets/')
  const [br, gzip] = [readIfThere(`${file}.br`), readIfThere(`${file}.gz`)]
  return {
    body: readFileSync(file),
    contentType: contentTypeOf(file) ?? 'application/octet-stream',
    maxAgeSeconds: isHashed ? 31_536_000 : 0,
    isImmutable: isHashed,
    compressed: { ...(br && { br }), ...(gzip && { gzip }) },
    // forty small files are loaded before the first badge is there: each header counts forty times
    headers: isHashed
      ? { 'Cross-Origin-Resource-Policy': 'same-origin' }
      : {
          'Cache-Control': 'no-cache',
          'Content-Security-Policy': contentSecurityPolicy,
          'Cross-Origin-Resource-Policy': 'same-origin',
          'Referrer-Policy': 'no-referrer',
        },
  }
}

function readIfThere(file: string): Uint8Array | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}
