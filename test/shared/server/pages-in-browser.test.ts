import type { Page, ViewportSize } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { accessibilityFaults, keepAxeReady, longestLine } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { startDemo } from './demo/start-demo.ts'

const paths = ['/parts', '/report', '/errors/limited']
const usual = { width: 1280, height: 720 }
const plain = { media: null, colorScheme: null, forcedColors: null, reducedMotion: null }

type Look = { viewport?: ViewportSize } & Parameters<Page['emulateMedia']>[0]

describe.skipIf(!hasBrowser)('pages in a browser', () => {
  const browser = useBrowser()
  let url = ''
  let shared: Page

  beforeAll(async () => {
    url = (await startDemo({}, {}, afterAll)).url
    shared = await browser().newPage()
    await keepAxeReady(shared)
  })

  /** In one page for all: a new one has to load the letters and styles again. */
  async function visit(path: string, { viewport = usual, ...media }: Look = {}): Promise<Page> {
    await shared.setViewportSize(viewport)
    await shared.emulateMedia({ ...plain, ...media })
    await shared.goto(url + path)
    await shared.evaluate(() => document.fonts.ready)
    return shared
  }

  const looks: [string, Look][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['320 px', { viewport: { width: 320, height: 640 } }],
  ]

  test.each(
    paths.flatMap((path) => [
      { path, lang: 'cy', look: 'light', options: {} },
      ...looks.map(([look, options]) => ({ path, lang: 'en', look, options })),
    ]),
  )('$path in $lang, $look, has no fault that axe finds', async ({ path, lang, options }) => {
    const page = await visit(`${path}?lang=${lang}`, options)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test.each([320, 390, 1280].flatMap((width) => paths.map((path) => ({ path, width }))))(
    '$path fits $width px in both languages',
    async ({ path, width }) => {
      for (const lang of ['en', 'cy']) {
        const page = await visit(`${path}?lang=${lang}`, { viewport: { width, height: 800 } })
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true
        })
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    },
  )

  test.each(['en', 'cy'])('no line of text in %s has more than 66 characters', async (lang) => {
    for (const path of paths) {
      const page = await visit(`${path}?lang=${lang}`, { viewport: { width: 1600, height: 800 } })
      const line = await longestLine(page)
      expect(line, line.text).toMatchObject({ length: expect.toSatisfy((n: number) => n <= 66) })
    }
  })

  test('text is set in our own letters, ŵ and ŷ among them', async () => {
    const page = await visit('/parts')
    const loaded = await page.evaluate(async () => {
      const families = [
        'Bricolage Grotesque',
        'Atkinson Hyperlegible Next',
        'Atkinson Hyperlegible Mono',
      ]
      const faces = await Promise.all(
        families.map((family) => document.fonts.load(`20px "${family}"`, 'aŵŷ')),
      )
      return faces.map((found) => found.map((face) => face.status))
    })
    expect(loaded).toEqual([
      ['loaded', 'loaded'],
      ['loaded', 'loaded'],
      ['loaded', 'loaded'],
    ])
    const size = await page.evaluate(() => getComputedStyle(document.body).fontSize)
    const headings = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3')].map((each) =>
        Number.parseFloat(getComputedStyle(each).fontSize),
      ),
    )
    expect([size, headings.filter((pixels) => pixels < 22)]).toEqual(['18px', []])
  })

  test('the policy lets our own script run and nothing complains', async () => {
    const page = await browser().newPage()
    onTestFinished(() => page.close())
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${url}/parts`)
    await page.waitForFunction(() => document.documentElement.dataset.ran === 'yes')
    expect(complaints).toEqual([])
  })

  test('the report works without script, by keyboard', async () => {
    const page = await browser().newPage({ javaScriptEnabled: false })
    onTestFinished(() => page.close())
    await page.goto(`${url}/report?lang=en`)
    const details = page.locator('details').nth(4)
    await details.locator('summary').focus()
    await page.keyboard.press('Enter')
    expect(await details.getByText('The awarder took this badge back.').isVisible()).toBe(true)
  })

  test('the first stop of the keyboard is the way to the main part', async () => {
    const page = await visit('/report?lang=en')
    await page.keyboard.press('Tab')
    const skip = page.getByText('Skip to the main part')
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  test.each([
    ['light', 'rgb(20, 33, 61)', 'rgb(251, 247, 240)'],
    ['dark', 'rgb(243, 239, 230)', 'rgb(15, 23, 38)'],
  ] as const)(
    'focus shows as 3 px of Ink and 2 px of Paper in %s',
    async (colorScheme, ink, paper) => {
      const page = await visit('/parts', { colorScheme })
      for (const selector of ['button', 'a[href="/report"]', 'input', 'summary', 'select']) {
        const style = await page
          .locator(selector)
          .first()
          .evaluate((element) => {
            element.focus({ focusVisible: true })
            const { outlineWidth, outlineStyle, outlineColor, outlineOffset, boxShadow } =
              getComputedStyle(element)
            return [outlineWidth, outlineStyle, outlineColor, outlineOffset, boxShadow]
          })
        expect([selector, ...style]).toEqual([
          selector,
          '3px',
          'solid',
          ink,
          '2px',
          `${paper} 0px 0px 0px 2px`,
        ])
      }
    },
  )

  test.each([
    ['no-preference', '0.18s'],
    ['reduce', '0s'],
  ] as const)('a stone sets in, with reduced motion %s, in %s', async (reducedMotion, duration) => {
    const page = await visit('/parts', { reducedMotion })
    const actual = await page
      .locator('.stone')
      .first()
      .evaluate((stone) => {
        stone.classList.add('stone--sets')
        return getComputedStyle(stone).animationDuration
      })
    expect(actual).toBe(duration)
  })

  test('everything that is pressed is at least 24 px each way, buttons at least 44', async () => {
    const page = await visit('/parts', { viewport: { width: 390, height: 800 } })
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, a[href], summary, input, select')].flatMap(
        (element) => {
          const { width, height } = element.getBoundingClientRect()
          const least = element.matches('.govuk-button') ? 44 : 24
          const isInText = element.closest('p, .govuk-error-summary, dd') !== null
          return isInText ||
            element.matches('.govuk-skip-link') ||
            (width >= least && height >= least)
            ? []
            : [element.outerHTML.slice(0, 80)]
        },
      ),
    )
    expect(small).toEqual([])
  })

  test('the report prints on A4, in the light colours, on two pages or fewer', async () => {
    const page = await visit('/report?lang=en', { colorScheme: 'dark' })
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox \[([^\]]+)\]/g)].map(([, box]) => box)
    expect(new Set(boxes)).toEqual(new Set(['0 0 594.95996 841.91998']))
    expect(boxes.length).toBeLessThanOrEqual(2)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const [ink, hidden] = await page.evaluate(() => [
      getComputedStyle(document.body).color,
      getComputedStyle(document.querySelector('.govuk-language-navigation') ?? document.body)
        .display,
    ])
    expect([ink, hidden]).toEqual(['rgb(20, 33, 61)', 'none'])
  })
})
