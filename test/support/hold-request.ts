import type { Page } from 'playwright-core'

/** Holds the first request of this method to such an address. `asked` gives what lets it go, once it was made. */
export async function holdRequest(
  page: Page,
  method: string,
  address: RegExp,
): Promise<{ asked: Promise<() => void> }> {
  let tell: ((letGo: () => void) => void) | undefined
  const asked = new Promise<() => void>((resolve) => {
    tell = resolve
  })
  await page.route(address, async (route) => {
    const tellThis = route.request().method() === method ? tell : undefined
    if (tellThis !== undefined) {
      tell = undefined
      await new Promise<void>(tellThis)
    }
    await route.continue()
  })
  return { asked }
}
