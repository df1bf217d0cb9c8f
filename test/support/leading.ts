import type { Page } from 'playwright-core'

/** Does what leads to another page, and waits until that page is there: a click itself waits for nothing. */
export async function leading(page: Page, act: () => Promise<unknown>): Promise<void> {
  const arrival = page.waitForEvent('domcontentloaded')
  await act()
  await arrival
}
