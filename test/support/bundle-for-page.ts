import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'

/** A module of the tests with all that it imports, as one script to evaluate in a page. */
export async function bundleForPage(entry: URL): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    // a script that is evaluated has no address of its own
    define: { 'import.meta.url': '"http://localhost/"' },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'inPage' },
    },
  })
  const [bundle] = [output].flat() as Rollup.RollupOutput[]
  const [chunk] = bundle?.output ?? []
  if (chunk?.type !== 'chunk') throw new Error('the bundle has no code')
  return chunk.code
}
