import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { leading } from './leading.ts'

/** Someone with a keyboard and nothing else, whose browser runs no script. */
export type KeyboardUser = {
  page: Page
  goTo(url: string): Promise<void>
  /** Tabs on to a button, link or the like, presses Enter, and waits for the page that it leads to. */
  press(name: string | RegExp): Promise<void>
  pressOn(target: Locator): Promise<void>
  /** Opens what is folded away. */
  unfold(text: string): Promise<void>
  write(label: string | RegExp, text: string): Promise<void>
  writeIn(field: Locator, text: string): Promise<void>
  /** Types on a select what its option begins with. */
  choose(label: string | RegExp, option: string): Promise<void>
  tick(label: string | RegExp): Promise<void>
  tickBox(box: Locator): Promise<void>
  untick(label: string): Promise<void>
  /** One of a group of radio buttons, with the arrow keys. */
  pick(label: string | RegExp): Promise<void>
  attach(
    label: string | RegExp,
    file: { name: string; mimeType: string; buffer: Buffer },
  ): Promise<void>
  /** @returns what is in the file that a link brings */
  download(name: string): Promise<string>
  sees(text: string | RegExp): Promise<void>
  close(): Promise<void>
}

/** More places than the longest page has. */
const mostTabs = 400

export async function newKeyboardUser(browser: Browser): Promise<KeyboardUser> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
  })
  const page = await context.newPage()
  // else the browser opens a window of its own, unless told in time that files are given here
  page.on('filechooser', () => {})
  const { keyboard } = page

  /** Only where a person sees that they are there does a keyboard arrive. */
  async function reach(target: Locator): Promise<void> {
    const element = await target.elementHandle()
    if (element === null) throw new Error(`${target} is not on ${page.url()}`)
    let tabs = 0
    let place = await element.evaluate(placeOf)
    while (!place.isFocused) {
      if (tabs > mostTabs) throw new Error(`No keyboard gets to ${target} on ${page.url()}`)
      // no place is asked for on the way: that halves the time
      const step = Math.max(1, place.ahead)
      for (let done = 0; done < step; done += 1) await keyboard.press('Tab')
      tabs += step
      place = await element.evaluate(placeOf)
    }
    if (!place.isSeen) throw new Error(`Nobody sees the focus on ${target} of ${page.url()}`)
  }

  const control = (name: string | RegExp) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))
      .first()
  const pressOn = async (target: Locator) => {
    await reach(target)
    await leading(page, () => keyboard.press('Enter'))
  }

  async function writeIn(field: Locator, text: string): Promise<void> {
    await reach(field)
    await keyboard.press('Control+A')
    await keyboard.type(text)
  }

  async function setBox(box: Locator, isTicked: boolean): Promise<void> {
    await reach(box)
    await keyboard.press('Space')
    if ((await box.isChecked()) !== isTicked) throw new Error(`${box} does not change`)
  }

  return {
    page,
    goTo: async (url) => void (await page.goto(url)),
    pressOn,
    press: (name) => pressOn(control(name)),
    async unfold(text) {
      await reach(page.locator('summary', { hasText: text }))
      await keyboard.press('Enter')
    },
    write: (label, text) => writeIn(page.getByLabel(label, { exact: true }), text),
    writeIn,
    async choose(label, option) {
      const field = page.getByLabel(label, { exact: true })
      await reach(field)
      await keyboard.type(option)
      const chosen = await field.evaluate((element) =>
        element instanceof HTMLSelectElement ? element.selectedOptions[0]?.text : undefined,
      )
      if (chosen?.trim() !== option) throw new Error(`${option} was not chosen, but ${chosen}`)
    },
    tick: (label) => setBox(page.getByLabel(label, { exact: true }), true),
    tickBox: (box) => setBox(box, true),
    untick: (label) => setBox(page.getByLabel(label, { exact: true }), false),
    async pick(label) {
      const radio = page.getByLabel(label, { exact: true })
      const name = await radio.getAttribute('name')
      const group = page.locator(`input[type=radio][name="${name}"]`)
      const first =
        (await group.and(page.locator(':checked')).count()) > 0
          ? group.and(page.locator(':checked'))
          : group.first()
      await reach(first)
      await keyboard.press('Space')
      for (let steps = 0; !(await radio.isChecked()); steps += 1) {
        if (steps > mostTabs) throw new Error(`No arrow key gets to ${label}`)
        await keyboard.press('ArrowDown')
      }
    },
    async attach(label, file) {
      await reach(page.getByLabel(label, { exact: true }))
      const chooser = page.waitForEvent('filechooser')
      await keyboard.press('Enter')
      await (await chooser).setFiles(file)
    },
    async download(name) {
      await reach(control(name))
      const arrival = page.waitForEvent('download')
      await keyboard.press('Enter')
      return readFileSync(await (await arrival).path(), 'utf8')
    },
    sees: (text) => page.getByText(text).first().waitFor(),
    close: () => context.close(),
  }
}

/** How far the focus is from an element, at least, and whether it can be seen there. Runs in the page. */
function placeOf(element: Element) {
  const { activeElement, body } = element.ownerDocument
  const { outlineStyle, boxShadow } = getComputedStyle(element)
  const links = [...element.ownerDocument.querySelectorAll('a[href]')].filter((link) =>
    link.checkVisibility(),
  )
  const isBetween = (link: Element) =>
    (link.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    (activeElement === null ||
      activeElement === body ||
      (activeElement.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
  return {
    isFocused: element === activeElement,
    ahead: links.filter(isBetween).length,
    isSeen: outlineStyle !== 'none' || boxShadow !== 'none',
  }
}
