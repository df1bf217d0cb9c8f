import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PublicDocument } from './documents/ready-document.ts'

/** A file that pages load; its path changes with its content, so that caches may keep it for ever. */
export type Asset = { name: string; path: string; document: PublicDocument }

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.html': 'text/html; charset=utf-8',
  '.wasm': 'application/wasm',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}

export function contentTypeOf(name: string): string | undefined {
  return contentTypes[extname(name)]
}

const sharedFolder = fileURLToPath(new URL('./assets/', import.meta.url))
const stylesFolder = fileURLToPath(new URL('./styles/', import.meta.url))

/** Style sheets that are several files, in this order. */
const madeSheets: Readonly<Record<string, readonly string[]>> = {
  'theme.css': [
    'fonts',
    'colours',
    'base',
    'frame',
    'parts',
    'notes',
    'forms',
    'stone',
    'marks',
    'report',
    'print',
  ],
  'console.css': ['console-frame', 'console-rooms', 'console-parts'],
}

/**
 * Every file of the shared asset folder and the given ones, and the sheets that are made. A style sheet names others
 * as `url(name)` or, where it is read from its own folder too, as `url(../assets/name)`.
 */
export function readAssets(folders: readonly string[]): Asset[] {
  const files = [...makeSheets(), ...[sharedFolder, ...folders].flatMap(filesIn)]
  const styles = files.filter(({ name }) => extname(name) === '.css')
  const others = files.filter(({ name }) => extname(name) !== '.css').map(toAsset)
  const paths = new Map(others.map((asset) => [asset.name, asset.path]))
  const hashed = styles.map(({ name, body }) =>
    toAsset({ name, body: Buffer.from(withHashedNames(body.toString('utf8'), paths)) }),
  )
  return [...others, ...hashed]
}

export type NamedFile = { name: string; body: Buffer }

function filesIn(folder: string): NamedFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && contentTypes[extname(entry.name)] !== undefined)
    .map((entry) => ({ name: entry.name, body: readFileSync(join(folder, entry.name)) }))
}

function makeSheets(): NamedFile[] {
  return Object.entries(madeSheets).map(([name, parts]) => {
    const files = parts.map((part) => readFileSync(join(stylesFolder, `${part}.css`)))
    return { name, body: Buffer.concat(files) }
  })
}

/** The file at a path that changes with its content. */
export function toAsset({ name, body }: NamedFile): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const ending = extname(name)
  return {
    name,
    path: `/assets/${name.slice(0, -ending.length)}.${hash}${ending}`,
    document: {
      body,
      contentType: contentTypes[ending] ?? 'application/octet-stream',
      maxAgeSeconds: 31_536_000,
      isImmutable: true,
    },
  }
}

function withHashedNames(css: string, paths: ReadonlyMap<string, string>): string {
  return css.replace(/url\((?:\.\.\/assets\/)?([\w.-]+)\)/g, (_, name: string) => {
    const path = paths.get(name)
    if (path === undefined) throw new Error(`a style sheet names the missing file ${name}`)
    return `url(${path})`
  })
}
