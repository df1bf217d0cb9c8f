import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'

const origin = 'https://wallet.test'
const policy =
  "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; require-trusted-types-for 'script'"

/**
 * Opens an empty page under the policy of the wallet's app, in which `globalThis.subject` holds what a module of
 * the source exports.
 * @param path of the module, from the root of the repository
 */
export async function openWithModule(page: Page, path: string): Promise<void> {
  const code = await bundle(path)
  await page.route(`${origin}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({
          contentType: 'text/html',
          headers: { 'Content-Security-Policy': policy },
          body: '<!doctype html><title>test</title><script type="module" src="/subject.js"></script>',
        }),
  )
  await page.goto(origin)
  await page.waitForFunction(() => 'subject' in globalThis)
}

async function bundle(path: string): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const source = `${root}/${path}`
  const entry = '\0subject'
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, rolldownOptions: { input: entry } },
    plugins: [
      {
        name: 'subject',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import * as subject from ${JSON.stringify(source)}; globalThis.subject = subject`
            : undefined,
      },
    ],
  })
  // write: false without watching gives one output
  const { output } = built as Rolldown.RolldownOutput
  return output[0].code
}
