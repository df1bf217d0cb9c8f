import type { Page } from 'playwright-core'
import { accessibilityFaults, keepAxeReady } from './axe.ts'

export type CrawlOptions = {
  origin: string
  /** Addresses of one shape are of one page, of which one is looked at. */
  shapeOf(url: URL): string
  /** Shapes that were drawn before: those are followed, and not drawn again. */
  looked: Set<string>
  /** Where pictures of the pages go; default nowhere. */
  pictures?: string | undefined
}

/** Follows every link from there on, one for each shape of address; what nobody has looked at yet is drawn. */
export async function crawlPages(
  page: Page,
  starts: readonly string[],
  { origin, shapeOf, looked, pictures }: CrawlOptions,
): Promise<{ faults: string[]; pages: number }> {
  await keepAxeReady(page)
  const waiting = starts.map((path) => new URL(path, origin))
  const seen = new Set<string>()
  const faults: string[] = []
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const { pathname } = url
    const shape = shapeOf(url)
    if (seen.has(shape)) continue
    seen.add(shape)
    const answer = await page.request.get(url.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok()) faults.push(`${pathname}: ${answer.status()}`)
    if (!/html/.test(answer.headers()['content-type'] ?? '')) continue
    const html = await answer.text()
    if (html.match(/<h1[ >]/g)?.length !== 1) faults.push(`${pathname}: not one main heading`)
    if (!/<title>[^<]*[^<\s–][^<]* – /.test(html)) faults.push(`${pathname}: no title`)
    if (!looked.has(shape)) {
      looked.add(shape)
      for (const fault of await lookAt(page, url)) faults.push(`${pathname}: ${fault}`)
      if (pictures !== undefined) {
        const name = shape.replaceAll(/[^\w:-]+/g, '_')
        await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
      }
    }
    const links = [...html.matchAll(/<a [^>]*href="([^"#]+)/g)].map(([, href = '']) => href)
    const urls = links.map((href) => new URL(href.replaceAll('&amp;', '&'), answer.url()))
    waiting.push(...urls.filter((next) => next.origin === origin && !/lang=/.test(next.search)))
  }
  return { faults, pages: seen.size }
}

async function lookAt(page: Page, url: URL): Promise<string[]> {
  await page.goto(url.href)
  const faults = await page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`is ${scrollWidth} pixels wide`)
    const targets = document.querySelectorAll('button, .govuk-button, select, summary, .onward')
    for (const target of targets) {
      const { height, width } = target.getBoundingClientRect()
      if (width > 0 && height < 43) found.push(`has a small target: ${target.textContent}`)
    }
    return found
  })
  return [...faults, ...(await accessibilityFaults(page))]
}
