import type { BrowserContextOptions, Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bakePng } from '../../shared/credential/baking/bake-png.ts'
import { dot } from '../shared/credential/baking/sample-pictures.ts'
import { badge, createHolder, secure, statusAt } from '../shared/verify/world.ts'
import { accessibilityFaults, longestLine } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { leading } from '../support/leading.ts'
import { useVerifier } from '../verifier/verifier-bench.ts'

describe.skipIf(!hasBrowser)('the page that checks anything, in a browser', () => {
  const browser = useBrowser()
  const bench = useVerifier()
  const holder = createHolder()

  async function signed(): Promise<string> {
    const { issuer } = bench().city
    const credential = badge(issuer, { id: holder.did }, { status: statusAt(7) })
    return JSON.stringify(await secure(credential, issuer.signer))
  }

  async function open(options: BrowserContextOptions = {}, fragment = ''): Promise<Page> {
    const context = await browser().newContext({
      viewport: { width: 390, height: 800 },
      ...options,
    })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`${bench().verifier.config.publicUrl}/check${fragment}`)
    return page
  }

  const pressCheck = (page: Page) => page.locator('.check-form button[type=submit]').click()
  const verdictOf = (page: Page) => page.locator('.report__verdict').textContent()
  const problemOn = (page: Page) => page.locator('.check-problem').getAttribute('data-problem')

  async function expectSound(page: Page): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([])
    const width = page.viewportSize()?.width ?? 0
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
    expect((await longestLine(page)).length).toBeLessThanOrEqual(66)
  }

  it.each<[string, BrowserContextOptions]>([
    ['on a phone', {}],
    ['without script', { javaScriptEnabled: false }],
    [
      'in Welsh, at 320 pixels, dark',
      { locale: 'cy', viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
    ],
    [
      'on a desktop, in forced colours',
      { viewport: { width: 1280, height: 800 }, forcedColors: 'active' },
    ],
  ])('checks what is pasted, %s', async (_, options) => {
    const page = await open(options)
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const hasScript = options.javaScriptEnabled !== false
    if (hasScript) await expectSound(page)
    expect(await page.locator('[data-scan]').isVisible()).toBe(hasScript)
    await page.locator('#text').fill(await signed())
    await pressCheck(page)
    const verdict =
      options.locale === 'cy' ? 'Mae’r bathodyn wedi’i brofi.' : 'The badge is proven.'
    expect(await verdictOf(page)).toBe(verdict)
    if (hasScript) {
      await page.locator('summary').first().click()
      await expectSound(page)
    }
    expect(complaints).toEqual([])
  })

  it('checks files that are chosen or dropped, and names what is none', async () => {
    const page = await open()
    const picture = {
      name: 'harbour.png',
      mimeType: 'image/png',
      buffer: Buffer.from(bakePng(dot(), await signed())),
    }
    const paper = { name: 'cv.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }
    await page.locator('#files').setInputFiles([picture, paper])
    await pressCheck(page)
    expect(await verdictOf(page)).toBe('The badge is proven.')
    expect(await problemOn(page)).toBe('pdf')
    await expectSound(page)

    // what is dropped is taken by the page's script, which has to be there
    await leading(page, () => page.getByRole('link', { name: 'Check another badge' }).click())
    const dropped = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([text], 'dropped.json'))
        return transfer
      },
      await signed(),
    )
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    expect(await page.locator('[data-news]').textContent()).toBe(
      'Files are ready. Now press Check.',
    )
    await pressCheck(page)
    expect(await verdictOf(page)).toBe('The badge is proven.')
  })

  it('reads a picture of a code on the device, and sends nothing before Check is pressed', async () => {
    const page = await open()
    const posts: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
    const buffer = Buffer.from(
      encodeQR('openid-credential-offer://?credential_offer=%7B%7D', 'gif', { scale: 6 }),
    )
    await page
      .locator('[data-code-picture]')
      .setInputFiles({ name: 'code.gif', mimeType: 'image/gif', buffer })
    await page.getByText('The code was read. Now press Check.').waitFor()
    expect(posts).toEqual([])
    await page.keyboard.press('Enter')
    expect(await problemOn(page)).toBe('offer')
    expect(posts).toHaveLength(1)
    // pictures are read by the page's script, which has to be there
    await page.waitForLoadState()
    const blank = { name: 'blank.png', mimeType: 'image/png', buffer: Buffer.from(dot()) }
    await page.locator('[data-code-picture]').setInputFiles(blank)
    await page.getByText('We found no code in this picture.').waitFor()
  })

  it('keeps whole wallets and what is too large on the device', async () => {
    const page = await open()
    const posts: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
    const wallet = {
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"type":"waymark-wallet"}'),
    }
    await page.locator('#files').setInputFiles(wallet)
    await pressCheck(page)
    await page.getByRole('alert').getByText('Stop: this is a whole wallet.').waitFor()
    await page.locator('#files').setInputFiles({ ...wallet, buffer: Buffer.alloc(9_000_000) })
    await pressCheck(page)
    await page.getByRole('alert').getByText('That is too large.').waitFor()
    expect(posts).toEqual([])
    await expectSound(page)
  })

  it('takes what stands behind the # out of the address, and sends it only on Check', async () => {
    const link = 'https://wallet.example/s#short.key'
    const page = await open({}, `#${encodeURIComponent(link)}`)
    expect(await page.locator('#text').inputValue()).toBe(link)
    expect(page.url()).toMatch(/\/check$/)
    await pressCheck(page)
    expect(await problemOn(page)).toBe('share-malformed')
    await expectSound(page)
  })
})
