import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type TestCity } from '../issuer/test-city.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { holdRequest } from '../support/hold-request.ts'
import { leading } from '../support/leading.ts'
import { newPhone, type Phone } from '../support/phone.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'

const names = Array.from(
  { length: 22 },
  (_, index) => `Learner ${String(index + 1).padStart(2, '0')}`,
)

/** From the front of the room, signed in, to twenty badges that are given. */
const mostTaps = 8

/** A form's own answer, which the browser may tell of late. */
async function takeRefusal(phone: Phone): Promise<void> {
  await expect
    .poll(() => phone.complaints.splice(0), { timeout: 30_000 })
    .toEqual([expect.stringMatching(/status of 4\d\d/)])
}

describe.skipIf(!hasBrowser)('the youth worker', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let city: TestCity
  let origin = ''
  beforeAll(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    const config = { publicUrl: origin, host: 'localhost', port, allowLoopbackHttp: true }
    city = await startTestCity({ folder, config })
  })
  afterAll(() => city.close())

  async function checkPage(page: Page) {
    expect(await accessibilityFaults(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
  }

  it('gives twenty badges after a session, on a phone, in a few taps', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.waitForURL(/harbour-youth/)

    await page.goto(`${origin}/console/p/harbour-youth/sessions`)
    await phone.screenshot('sessions-empty')
    await checkPage(page)
    // a second press, while the first is on its way, sends nothing
    const isRefused = await page.evaluate(() => {
      const presses: boolean[] = []
      addEventListener('submit', (event) => {
        presses.push(event.defaultPrevented)
        event.preventDefault()
      })
      const button = document.querySelector<HTMLElement>('.console-account__out')
      button?.click()
      button?.click()
      return presses
    })
    expect(isRefused).toEqual([false, true])
    await page
      .getByRole('button', { name: 'New activity' })
      .or(page.getByRole('link', { name: 'New activity' }))
      .click()
    await leading(page, () => page.getByRole('button', { name: 'Set it up' }).click())
    await phone.screenshot('new-activity-errors')
    await takeRefusal(phone)
    await checkPage(page)
    await page.getByLabel('Name').fill('Open night')
    await page.getByLabel('Badge that it leads to').selectOption({ label: 'Open night' })
    const [first = '', ...others] = names
    await page.getByLabel('People').fill([`${first}, first@mail.example`, ...others].join('\n'))
    await phone.screenshot('new-activity')
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByText('Open night is set up').waitFor()

    await page.goto(`${origin}/console/p/harbour-youth`)
    let taps = 0
    const tap = async (locator: ReturnType<Page['locator']>) => {
      await locator.tap()
      taps += 1
    }
    const tapAway = (locator: ReturnType<Page['locator']>) => leading(page, () => tap(locator))
    await tap(page.getByText('Menu', { exact: true }))
    await tapAway(page.locator('details').getByRole('link', { name: 'Sessions' }))
    await phone.screenshot('sessions')
    await checkPage(page)
    await tapAway(page.getByRole('link', { name: 'Open night' }).first())
    await phone.screenshot('day-before')
    await checkPage(page)
    await tap(page.getByRole('button', { name: 'Everyone is here' }))
    await page.getByText('It is saved').waitFor()
    await tap(page.getByLabel(names[3] ?? ''))
    await tap(page.getByLabel(names[7] ?? ''))
    await page.getByText('20 people are here', { exact: true }).waitFor()
    await phone.screenshot('day')
    await checkPage(page)
    await tapAway(page.getByRole('link', { name: 'Give 20 badges' }))
    await page.getByRole('heading', { name: 'Give the badge to 20 people?' }).waitFor()
    await phone.screenshot('award')
    await checkPage(page)
    await tapAway(page.getByRole('button', { name: 'Yes, give 20 badges' }))
    await page.getByText('20 badges were given').waitFor()
    await phone.screenshot('hand-out')
    await checkPage(page)
    const cards = await page.locator('.claim-card h2').allTextContents()
    expect([cards.length, cards.indexOf(first)]).toEqual([20, 19])
    expect(await page.locator('.short-link').count()).toBe(20)
    expect(taps).toBeLessThanOrEqual(mostTaps)

    await leading(page, () => page.getByRole('link', { name: 'Open night' }).click())
    await phone.screenshot('activity')
    await checkPage(page)
    expect(phone.complaints).toEqual([])
    await phone.close()
  }, 120_000)

  it('says so when a tap could not be saved, and saves it with the next', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.goto(`${origin}/console/p/harbour-youth/sessions`)
    // a tap is saved by the page's script, which has to be there
    await leading(page, () => page.getByRole('link', { name: 'Open night' }).first().click())
    const day = page.url()
    await page.getByLabel(names[3] ?? '').check()
    await page.getByText('21 people are here', { exact: true }).waitFor()
    await phone.context.setOffline(true)
    await page.getByLabel(names[0] ?? '').uncheck()
    await page.getByText('Your last taps are not saved yet').waitFor()
    await phone.screenshot('day-unsaved')
    await checkPage(page)
    await phone.context.setOffline(false)
    await page.getByLabel(names[1] ?? '').uncheck()
    await page.getByText('19 people are here', { exact: true }).waitFor()
    // the link to what comes next tries once more too
    await phone.context.setOffline(true)
    await page.getByLabel(names[2] ?? '').uncheck()
    await page.getByText('Your last taps are not saved yet').waitFor()
    await phone.context.setOffline(false)
    await leading(page, () => page.getByRole('link', { name: 'Give 1 badge' }).click())
    await page.goto(day)
    await page.getByText('18 people are here', { exact: true }).waitFor()
    await phone.close()
  })

  it('keeps what is tapped before the page’s script is there', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.goto(`${origin}/console/p/harbour-youth/sessions`)
    const { asked } = await holdRequest(page, 'GET', /\/register[^/]*\.js/)
    await page.getByRole('link', { name: 'Open night' }).first().click({ noWaitAfter: true })
    const letGo = await asked
    await page.getByLabel(names[4] ?? '').uncheck()
    letGo()
    await page.getByText('17 people are here', { exact: true }).waitFor()
    await phone.close()
  })

  it('puts a code on the wall, and a learner takes the badge', async () => {
    const phone = await newPhone(browser())
    const { page } = phone
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.goto(`${origin}/console/p/harbour-youth/sessions`)
    await page.getByRole('link', { name: 'Open night' }).first().click()
    await page.getByRole('link', { name: 'New code for the wall' }).click()
    await page.getByLabel('Most badges').fill('0')
    await leading(page, () => page.getByRole('button', { name: 'Make the code' }).click())
    await phone.screenshot('wall-errors')
    await takeRefusal(phone)
    await checkPage(page)
    await page.getByLabel('Most badges').fill('12')
    await leading(page, () => page.getByRole('button', { name: 'Make the code' }).click())
    await phone.screenshot('wall-code')
    await checkPage(page)
    const codePage = page.url()
    await leading(page, () => page.getByRole('link', { name: 'Open it to print' }).click())
    await phone.screenshot('poster-phone')
    await checkPage(page)
    // held up to others, it shows the whole code
    const code = await page.locator('.poster .qr').boundingBox()
    expect((code?.y ?? 0) + (code?.height ?? Number.NaN)).toBeLessThan(844)
    expect(await page.getByText('Made with Waymark').count()).toBe(1)
    const address =
      (await page.locator('.poster__address').textContent())?.replaceAll(/\s/g, '') ?? ''

    const learner = await newPhone(browser(), { serviceWorkers: 'block' })
    await learner.page.goto(address)
    await learner.screenshot('wall')
    await checkPage(learner.page)
    await learner.page.getByLabel('Your name, if you like').fill('Ann')
    await learner.page.getByRole('button', { name: 'Get my badge' }).click()
    await learner.page.getByRole('heading', { name: 'Your badge is ready' }).waitFor()
    await learner.screenshot('taken')
    await checkPage(learner.page)
    const link = await learner.page
      .getByRole('link', { name: 'Put it in my wallet' })
      .getAttribute('href')
    expect(link).toMatch(/^https:\/\/wallet\.example\/receive#credential_offer_uri=/)
    await learner.page.goto(`${address}?lang=cy`)
    await learner.page.getByRole('heading', { name: 'Mae eich bathodyn yn barod' }).waitFor()
    expect(learner.complaints).toEqual([])
    await learner.close()

    await page.goto(codePage)
    expect(await page.getByText('Ann', { exact: true }).count()).toBe(1)
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${codePage}/poster`)
    await phone.screenshot('poster')
    await page.emulateMedia({ media: 'print' })
    await phone.screenshot('poster-print')
    expect(phone.complaints).toEqual([])
    await phone.close()
  })
})

describe.skipIf(!hasBrowser)('evidence in a browser', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let city: TestCity
  let origin = ''
  beforeAll(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    const config = { publicUrl: origin, host: 'localhost', port, allowLoopbackHttp: true }
    city = await startTestCity({ folder, config })
  })
  afterAll(() => city.close())

  it('goes from the learner to the witness to the assessor', async () => {
    const learner = await newPhone(browser(), { serviceWorkers: 'block' })
    const { page } = learner
    await page.goto(`${origin}/providers/harbour-youth/badges/young-leader`)
    await page.getByRole('link', { name: 'I have done this' }).click()
    await leading(page, () => page.getByRole('button', { name: 'Send it' }).click())
    await learner.screenshot('evidence-errors')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Your name').fill('Sam')
    await page.getByLabel('Your e-mail address').fill('sam@mail.example')
    await page.getByLabel('What you did').fill('I led four sessions in May.\nEach for ten people.')
    await page.getByLabel('E-mail address of someone').fill('wyn@mail.example')
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('heading', { name: 'It is on its way' }).waitFor()
    await learner.screenshot('evidence-sent')

    const question = page.getByRole('link', { name: /Did you see this/ }).first()
    // the city may be sending it by itself at this moment
    await expect
      .poll(async () => {
        await city.sendMail()
        await page.goto(`${origin}/demo/mailbox`)
        return question.isVisible()
      })
      .toBe(true)
    await question.click()
    const text = await page.content()
    const [witness] = /http:\/\/localhost:\d+\/witness\/[\w-]+/.exec(text) ?? ['']
    await page.goto(witness)
    await learner.screenshot('witness')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Yes, I saw it' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()

    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Gwen Parry/ }).click()
    await page.goto(`${origin}/console/p/harbour-youth/reviews`)
    await learner.screenshot('reviews')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: /Sam/ }).click()
    await page.getByText('says yes, they saw it').waitFor()
    await learner.screenshot('review')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Accept and give the badge' }).click()
    await page.getByText('The badge was given').waitFor()
    await learner.close()
  })
})
