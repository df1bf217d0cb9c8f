// Compiles the TypeScript sources to dist/ and copies the files that are read at run time (views, styles,
// fonts, catalogues) beside them. Returns at once when nothing is newer than the last build, so that it can
// run as the `prepare` script and before every start.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'dist', '.built')
const rooms = ['bin', 'issuer', 'wallet', 'verifier', 'shared']
const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json']
const assetEndings = new Set(['.njk', '.css', '.svg', '.png', '.woff2', '.ttf', '.js', '.json'])

/** Every source file below the rooms, as paths relative to the root. */
function sourceFiles() {
  return rooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) => readdirSync(join(root, room), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function isStale(files) {
  if (!existsSync(stamp)) return true
  const builtAt = statSync(stamp).mtimeMs
  return [...files, ...settings].some((file) => statSync(join(root, file)).mtimeMs > builtAt)
}

function copyAssets(files) {
  for (const file of files.filter((name) => assetEndings.has(extname(name)))) {
    const target = join(root, 'dist', file)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(root, file), target)
  }
}

/**
 * Builds when something changed since the last build.
 * @returns true when dist/ is up to date afterwards, false when the compiler found errors
 */
export function build({ force = false } = {}) {
  const files = sourceFiles()
  if (!force && !isStale(files)) return true
  const startedAt = new Date()
  if (force) rmSync(join(root, 'dist'), { recursive: true, force: true })
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  // the compiler is absent when an application was installed without development dependencies
  if (!existsSync(compiler)) return existsSync(stamp)
  const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (run.status !== 0) return false
  copyAssets(files)
  writeFileSync(stamp, startedAt.toISOString())
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = build({ force: process.argv.includes('--force') }) ? 0 : 1
}
