import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { pdfText } from '../../support/pdf-text.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('a CV in the app', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let phone: Phone
  let page: Page
  let link: string

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    phone = await newPhone(browser())
    page = phone.page
    for (const badge of [
      'harbour-youth/first-aid',
      'castle-street-college/customer-care',
      'dock-makers/repair-cafe',
    ]) {
      const { claimLink } = await world.award({ badge })
      await page.goto(claimLink)
      if (badge.startsWith('harbour')) {
        await page.getByRole('button', { name: 'Make my wallet' }).click()
      }
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByRole('heading', { name: 'It is yours' }).waitFor()
    }
  }, 120_000)

  afterAll(async () => {
    await phone?.close()
    await world?.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const step = (name: string) => page.getByRole('link', { name, exact: true }).click()

  test('is made of badges and own words, which are kept as they are typed', async () => {
    await page.goto(`${world.wallet}/cv`)
    await button('Open with my passkey').click()
    await button('Make a CV').waitFor()
    await phone.screenshot('cv-empty')
    await button('Make a CV').click()
    await page.getByLabel('What you call this CV').fill('Harbour Lights')
    const boxes = ['First aid basics', 'Customer care', 'Repair café'].map((name) =>
      page.getByRole('checkbox', { name }),
    )
    await boxes[0]?.waitFor()
    // ticked faster than badges are read, and than the page is drawn: each change stays
    await page.evaluate(
      (ticked) => {
        for (const box of ticked) if (box instanceof HTMLElement) box.click()
      },
      await Promise.all(boxes.map((box) => box.elementHandle())),
    )
    await button('Move Repair café up').click()
    await page.getByLabel('Your name').fill('Sam Jones')
    await page.getByLabel('Your e-mail').fill('sam@learner.example')
    await page.getByLabel('About you').fill('a'.repeat(2_990))
    await page.getByText('10 more letters fit.').waitFor()
    await page.keyboard.insertText('b'.repeat(20))
    await page.getByText('It is full: 3,000 letters fit here.').waitFor()
    await page.getByLabel('Skills', { exact: false }).fill('Knots\n'.repeat(70))
    await page.getByText('60 skills fit here').waitFor()
    await phone.screenshot('cv-full')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('About you').fill('I like boats.\nAnd people.')
    await button('Add work').click()
    // as a program fills a form in: all fields of it before the page is drawn again
    await page.locator('.cv__entry').evaluate((entry) => {
      for (const [at, words] of ['Sailing helper', 'Quay Sailing'].entries()) {
        const field = entry.querySelectorAll('input')[at]
        if (field) field.value = words
        field?.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    await page.getByLabel('Skills', { exact: false }).fill('Knots\nTea')
    await page.getByText('Saved', { exact: true }).waitFor()
    await phone.screenshot('cv-edit')
    expect(await accessibilityFaults(page)).toEqual([])

    await page.reload()
    await button('Open with my passkey').click()
    expect(await page.getByLabel('About you').inputValue()).toBe('I like boats.\nAnd people.')
    expect(await page.getByLabel('What you did').inputValue()).toBe('Sailing helper')
    await step('Look')
    const names = page.locator('.cv-paper__badge strong')
    await names.first().waitFor()
    expect(await names.allTextContents()).toEqual([
      'First aid basics',
      'Repair café',
      'Customer care',
    ])
    await phone.screenshot('cv-look')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('has what was written in two tabs at once', async () => {
    const preview = page.url()
    const other = await phone.context.newPage()
    await other.goto(preview.replace(/#.*/, ''))
    await other.getByLabel('About you').waitFor()
    await page.goto(preview.replace(/#.*/, ''))
    await page.getByLabel('About you').fill('I like boats.\nAnd people, too.')
    await page.getByLabel('Your phone').fill('029 2018 0000')
    await page.getByText('Saved', { exact: true }).waitFor()
    await other.getByLabel('About you').fill('I like big boats.\nAnd people.')
    await other.getByText('Saved', { exact: true }).waitFor()
    expect([
      await other.getByLabel('About you').inputValue(),
      await other.getByLabel('Your phone').inputValue(),
    ]).toEqual(['I like big boats.\nAnd people, too.', '029 2018 0000'])
    await other.getByLabel('About you').fill('I like boats.\nAnd people.')
    await other.getByLabel('Your phone').fill('')
    await other.getByText('Saved', { exact: true }).waitFor()
    await other.close()
    await page.goto(preview)
    await page.locator('.cv-paper__badge strong').first().waitFor()
  })

  test('is shared by a link that anyone can open and check, with no wallet', async () => {
    await step('Share')
    await page.getByLabel('7 days').check()
    await phone.screenshot('cv-share')
    await button('Make the link').click()
    const field = page.getByRole('textbox', { name: 'Link', exact: true })
    await field.waitFor()
    link = await field.inputValue()
    await page.getByText('Show a code to scan').click()
    await page.getByRole('img', { name: 'A square code' }).waitFor()
    await phone.screenshot('cv-shared')
    expect(await accessibilityFaults(page)).toEqual([])

    const reader = await newPhone(browser(), { viewport: { width: 1100, height: 900 } })
    await reader.page.goto(link)
    await reader.page.getByRole('heading', { name: 'All 3 badges are proven.' }).waitFor()
    await reader.screenshot('share-report')
    const shown = (await reader.page.locator('main').textContent()) ?? ''
    expect(shown).toContain('Vouched for by Cardiff City of Learning')
    expect(shown).toMatch(/Said by the candidate, not checked.*Sam Jones.*Sailing helper.*Knots/s)
    expect(reader.complaints).toEqual([])
    expect(await accessibilityFaults(reader.page)).toEqual([])
    await reader.close()
  })

  test('is printed with text that programs can read, and a link to check each badge', async () => {
    await step('Look')
    await page.locator('.cv-paper__check').first().waitFor()
    const printed = pdfText(await page.pdf({ format: 'A4' }))
    const lines = printed.split('\n').map((line) => line.trim())
    expect(lines).toEqual(
      expect.arrayContaining(['Sam Jones', 'sam@learner.example', 'Repair café', 'Sailing helper']),
    )
    expect(lines.filter((line) => line.startsWith(link))).toEqual(
      [1, 2, 3].map((place) => `${link}.${place}`),
    )
    expect(printed).not.toMatch(/Back|Save for job sites|Cymraeg/)

    const check = await newPhone(browser())
    await check.page.goto(`${link}.2`)
    const open = check.page.locator('tbody:has(details[open])')
    await open.getByText('It was signed with the awarder’s own key.').waitFor()
    expect(await open.getByRole('rowheader').allTextContents()).toEqual(['Repair café'])
    await check.close()
  })

  test('is saved as JSON Resume', async () => {
    const saving = page.waitForEvent('download')
    await button('Save for job sites (JSON Resume)').click()
    const download = await saving
    const resume = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(resume.basics).toEqual({
      name: 'Sam Jones',
      email: 'sam@learner.example',
      summary: 'I like boats.\nAnd people.',
    })
    expect(resume.certificates.map(({ url }: { url: string }) => url)).toEqual([
      `${link}.1`,
      `${link}.2`,
      `${link}.3`,
    ])
  })

  test('is taken back, and the link says so; a damaged link says what to do', async () => {
    await step('Share')
    await button('Take it back').click()
    await button('Yes, take it back').click()
    await button('Take it back').waitFor({ state: 'detached' })
    const reader = await newPhone(browser())
    const says = async (address: string, heading: string) => {
      await reader.page.goto('about:blank')
      await reader.page.goto(address)
      await reader.page.getByRole('heading', { name: heading }).waitFor()
    }
    await says(link, 'This was taken back')
    await reader.screenshot('share-withdrawn')
    expect(await accessibilityFaults(reader.page)).toEqual([])
    await says(link.slice(0, -4), 'This link does not open')
    await says(`${world.wallet}/s`, 'This link does not open')
    await reader.close()
  })

  test('stays gone once it is deleted, however soon after a change', async () => {
    const toList = async () => {
      await page.goto(`${world.wallet}/cv`)
      await button('Open with my passkey').click()
    }
    await toList()
    await button('Make a CV').click()
    await page.getByLabel('What you call this CV').fill('Not for long')
    // sooner than the change is kept
    await page.evaluate(async () => {
      for (const words of ['Delete this CV', 'Yes, delete it']) {
        const all = [...document.querySelectorAll('button')]
        all.find(({ textContent }) => textContent === words)?.click()
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
    })
    await button('Make a CV').waitFor()
    await toList()
    await page.locator('.link-list__name').first().waitFor()
    expect(await page.locator('.link-list__name').allTextContents()).toEqual(['Harbour Lights'])
  })
})
