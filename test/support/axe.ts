import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

/** The small one: a page reads it in two thirds of the time. */
const axeFile = fileURLToPath(new URL('axe.min.js', import.meta.resolve('axe-core')))
const axeSource = readFileSync(axeFile, 'utf8')

/** Puts axe-core into each page that opens from now on: cheaper than sending it, where most are looked at. */
export async function keepAxeReady(page: Page): Promise<void> {
  await page.addInitScript(axeSource)
}

/** What axe-core finds wrong with the page as it stands: WCAG 2.2 A and AA, and best practice. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // until its styles are there, a page is as wide as it likes, and has colours that are not its own
  await page.waitForLoadState('load')
  // the policy of our pages does not hold for what the debugger evaluates
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeSource)
  const results = await page.evaluate(async () => {
    // sound: the source above has put axe there
    const { axe: injected } = globalThis as unknown as { axe: typeof import('axe-core') }
    return injected.run(document, {
      // only what is wrong is described, and by its HTML alone: the rest takes longer than the checks
      resultTypes: ['violations'],
      selectors: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
  })
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  )
}

/** The longest run of letters that stands on one line of running text. */
export function longestLine(page: Page): Promise<{ length: number; text: string }> {
  return page.evaluate(() => {
    let longest = { length: 0, text: '' }
    for (const element of document.querySelectorAll(
      'p, dd, li:not(.checks li), .checks li > :last-child',
    )) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      let [line, top] = ['', Number.NaN]
      const range = document.createRange()
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        for (let place = 0; place < (node.textContent ?? '').length; place += 1) {
          if (node.parentElement?.closest('.visually-hidden')) break
          range.setStart(node, place)
          range.setEnd(node, place + 1)
          const box = range.getBoundingClientRect()
          if (box.width === 0) continue
          // a code or a small word on the same line begins a little lower
          if (!(Math.abs(box.bottom - top) < 8)) [line, top] = ['', box.bottom]
          line += range.toString()
          if (line.trim().length > longest.length) {
            longest = { length: line.trim().length, text: line.trim() }
          }
        }
      }
    }
    return longest
  })
}
