import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { needBuiltApplications } from './built-applications.ts'
import { keptFolder } from './run-folder.ts'

const root = new URL('../..', import.meta.url).pathname
const scripts = new Map<string, Promise<string>>()

/**
 * A script of the tests as Node runs it by itself, upon the built applications: through tsx a process takes
 * three times as long to start.
 * @param path from the root of the repository
 * @returns where it is until the run ends
 */
export function builtScript(path: string): Promise<string> {
  const script = scripts.get(path) ?? bundle(path)
  scripts.set(path, script)
  return script
}

async function bundle(path: string): Promise<string> {
  await needBuiltApplications()
  const outDir = keptFolder('script')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: { input: join(root, path), output: { entryFileNames: 'script.mjs' } },
    },
    plugins: [{ name: 'built-applications', enforce: 'pre', resolveId: toBuilt }],
  })
  return join(outDir, 'script.mjs')
}

/** What is of the applications is not bundled but taken from where it was built. */
function toBuilt(source: string, importer: string | undefined) {
  if (importer === undefined || !source.startsWith('.')) return undefined
  const file = resolve(importer, '..', source)
  const path = relative(root, file)
  if (path.startsWith('test')) return undefined
  const built = join(root, 'dist', path).replace(/\.ts$/, '.js')
  return { id: pathToFileURL(built).href, external: true }
}
