import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentTypeOf } from '../../../shared/server/assets.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { newPhone } from '../../support/phone.ts'

const folder = fileURLToPath(new URL('../../../dist/wallet/web/', import.meta.url))

/** The built app alone; its next version differs in the page, and in what the service worker knows of it. */
async function serveApp() {
  let version = 1
  const inVersion = (text: string) =>
    text
      .replace('<html', `<html data-version="${version}"`)
      .replace(/[0-9a-f]{32}(?=","url":"index.html")/, `version-${version}`)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const isFile = pathname !== '/' && existsSync(join(folder, pathname))
    const file = join(folder, isFile ? pathname : 'index.html')
    if (pathname.startsWith('/api/')) response.writeHead(503)
    else response.writeHead(200, { 'Content-Type': contentTypeOf(file) ?? 'text/plain' })
    const isPartOfVersion = /(?:index\.html|service-worker\.js)$/.test(file)
    response.end(isPartOfVersion ? inVersion(readFileSync(file, 'utf8')) : readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  // sound: it listens on a port
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    release: () => {
      version += 1
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

const versionOf = (page: Page) => page.locator('html').getAttribute('data-version')

describe.skipIf(!hasBrowser)('the app on the device', () => {
  const browser = useBrowser()
  let app: Awaited<ReturnType<typeof serveApp>>
  beforeAll(async () => {
    app = await serveApp()
  })
  afterAll(() => app.close())

  it('opens and unlocks without a network, and takes a new version when the person says so', async () => {
    const phone = await newPhone(browser())
    const { page, context } = phone
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Make my wallet' }).first().click()
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Make' }).waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)

    await context.setOffline(true)
    for (const path of ['/', '/cv', '/scan', '/you/safety']) {
      await page.goto(app.url + path)
      const open = page.getByRole('button', { name: 'Open with my passkey' })
      await open
        .or(page.getByRole('heading', { level: 1 }))
        .first()
        .waitFor()
      if (await open.isVisible()) await open.click()
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Open' }).waitFor()
    }
    await context.setOffline(false)

    await page.goto(app.url)
    expect(await versionOf(page)).toBe('1')
    app.release()
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await page.getByText('A new version of this app is ready.').waitFor()
    expect(await versionOf(page)).toBe('1')
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Use it now' }).click(),
    ])
    expect(await versionOf(page)).toBe('2')
    await phone.close()
  })

  it('takes what another app shares to it, without sending it anywhere', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Make my wallet' }).first().click()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const kept = await page.evaluate(async () => {
      const form = new FormData()
      form.set('title', 'A badge')
      form.set('file', new File(['{"badge":true}'], 'badge.json', { type: 'application/json' }))
      const answer = await fetch('/add', { method: 'POST', body: form, redirect: 'manual' })
      const cache = await caches.open('waymark-shared')
      return [answer.type, await (await cache.match('/shared'))?.text()]
    })
    expect(kept).toEqual(['opaqueredirect', '{"badge":true}'])
    await phone.close()
  })

  it('adds nothing that a website sent as if it were shared, before a yes', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Make my wallet' }).first().click()
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const badge = JSON.stringify({ type: ['VerifiableCredential', 'OpenBadgeCredential'] })
    await page.goto('about:blank')
    await page.setContent(
      `<form method="post" enctype="multipart/form-data" action="${app.url}/add">
        <textarea name="text">${badge}</textarea><button>Win a prize</button></form>`,
    )
    await page.getByRole('button', { name: 'Win a prize' }).click()
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    const question = page.getByRole('dialog', { name: 'Add what was shared?' })
    await question.getByRole('button', { name: 'Leave it' }).click()
    await question.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Badges', exact: true }).click()
    await page.getByText('No badges yet').waitFor()

    await page.getByRole('link', { name: 'Add a badge' }).click()
    expect(await question.isVisible()).toBe(false)
    await phone.close()
  })
})
