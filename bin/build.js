// Compiles the TypeScript sources to dist/ and copies the files that are read at run time (views, styles,
// fonts, catalogues) beside them, and builds the wallet's web app. Returns at once when nothing is newer than the
// last build, so that it can run as the `prepare` script and before every start.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'dist', '.built')
const webStamp = join(root, 'dist', '.built-web')
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

/** What the web app is made of. */
const ofWeb =
  /^(wallet\/(web|core)|shared\/(?!node\/|server\/)|shared\/server\/(styles|assets))\/|^bin\/build-web/

const isOfWebAlone = (file) => file.startsWith('wallet/web/')

function isStale(files, builtStamp) {
  if (!existsSync(builtStamp)) return true
  const builtAt = statSync(builtStamp).mtimeMs
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
 * @returns true when dist/ is up to date afterwards, false when a compiler could not read the sources
 */
export function build({ force = false } = {}) {
  if (force) rmSync(join(root, 'dist'), { recursive: true, force: true })
  const files = sourceFiles().map((file) => file.replaceAll('\\', '/'))
  const ofNode = files.filter((file) => !isOfWebAlone(file))
  return (
    buildPart(ofNode, stamp, compile) &&
    buildPart(
      files.filter((file) => ofWeb.test(file)),
      webStamp,
      bundle,
    )
  )
}

function buildPart(files, builtStamp, make) {
  if (!isStale(files, builtStamp)) return true
  const startedAt = new Date()
  // the compilers are absent when an application was installed without development dependencies
  const tool = join(root, 'node_modules', make === compile ? 'typescript' : 'vite')
  if (!existsSync(tool)) return existsSync(builtStamp)
  if (!make(files)) return false
  writeFileSync(builtStamp, startedAt.toISOString())
  utimesSync(builtStamp, startedAt, startedAt)
  return true
}

function compile(files) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  // the types are checked by `npm run types`, for sources and tests together: doing it here too takes four times as long
  if (!run(compiler, '-p', 'tsconfig.build.json', '--noCheck')) return false
  copyAssets(files)
  return true
}

/** In a process of its own: building is asynchronous, and what starts the servers is not. */
function bundle() {
  return run(join(root, 'bin', 'build-web.js'))
}

function run(...command) {
  // what is printed goes to the error stream: a command's own output may be read by a program
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] })
  return status === 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = build({ force: process.argv.includes('--force') }) ? 0 : 1
}
