import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { createTrustWorld } from '../support/trust-city.ts'
import { hostSlug } from '../verifier/console-session.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier/verifier-bench.ts'
import { cityOverNetwork } from '../verifier/vouching-city.ts'

const password = 'harbour lights at noon'
const browser = hasBrowser ? useBrowser() : (): Browser => raise()
const raise = (): never => {
  throw new Error('there is no browser')
}

let verifier: TestVerifier
let origin = ''
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  const base = await createCity()
  const trust = createTrustWorld(base.world)
  const vouching = await trust.createCity('vouching.example')
  await vouching.publish()
  verifier = await startTestVerifier({
    city: cityOverNetwork(base, trust, vouching),
    change: { demo: true, demonstrationPassword: password },
    whenDone: (close) => void closing.push(close),
  })
  origin = verifier.config.publicUrl
}, 120_000)

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${origin}/staff/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor()
}

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).click()

const screens = [
  ['desktop', { viewport: { width: 1280, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['narrow', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }],
] as const

describe.runIf(hasBrowser)('the employer’s console in a browser', () => {
  test.each(screens)(
    'can be used by all on a screen: %s',
    async (screen, options) => {
      const context = await browser().newContext(options)
      const page = await context.newPage()
      const faults: string[] = []
      const folder = process.env.WAYMARK_SCREENSHOTS
      const look = async (name: string) => {
        for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`)
        if (folder) {
          await page.screenshot({ path: `${folder}/${screen}-${name}.png`, fullPage: true })
        }
        const isWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        if (isWide) faults.push(`${name} is wider than the screen`)
      }
      const goTo = (path: string) => page.goto(`${origin}${path}`)

      await goTo('/staff/sign-in')
      await look('sign-in')
      await signIn(page, 'owain@cafe.example')
      await look('room')
      await goTo(`/console/o/${hostSlug}/trust`)
      await look('trust-none')
      await page.getByLabel('Address of the city').fill('nobody.example')
      await page.getByRole('button', { name: 'Look at its list' }).click()
      await look('trust-refused')
      await page.getByLabel('Address of the city').fill('vouching.example')
      await page.getByRole('button', { name: 'Look at its list' }).click()
      await look('trust-ask')
      await page.getByRole('button', { name: 'Trust this city' }).click()
      await page.getByText('Its list is here and good').waitFor()
      await page.getByText('What it means to trust a city').click()
      await look('trust')
      await page.getByRole('link', { name: 'Stop trusting City of vouching.example' }).click()
      await look('trust-stop')
      await page.getByRole('button', { name: 'Stop trusting this city' }).click()
      await page.getByText('You do not trust City of vouching.example any more.').waitFor()

      await goTo(`/console/o/${hostSlug}/settings`)
      await look('settings')
      await page.getByLabel('Colour of buttons and links').fill('#f2b134')
      await page.getByRole('button', { name: 'Save' }).click()
      await look('settings-wrong')
      await page.getByLabel('Colour of buttons and links').fill('#5a2d82')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved.').waitFor()
      await look('settings-saved')
      await goTo(`/console/o/${hostSlug}/people`)
      await look('people')
      await goTo(`/console/o/${hostSlug}/audit`)
      await look('audit')
      await signOut(page)

      await signIn(page, 'helen@hire.example')
      await look('host')
      await goTo('/console/host/organisations')
      await look('organisations')
      await goTo('/console/host/organisations/new')
      await page.getByRole('button', { name: 'Add it' }).click()
      await look('organisation-wrong')
      await page.getByLabel('Name', { exact: true }).fill(`Gull Taxis ${screen}`)
      await page.getByLabel('Its own domain').fill(`https://${screen}.gull.example`)
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByText('Now ask in who works there.').waitFor()
      await look('organisation-people')
      await goTo(`/console/o/gull-taxis-${screen}/settings`)
      await page.getByText('Show the file').click()
      await look('own-domain')
      await context.close()
      expect(faults).toEqual([])
    },
    120_000,
  )
})
