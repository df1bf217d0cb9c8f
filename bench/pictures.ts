import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeWallet, openWallet, takeBadge } from '../test/browser/wallet/wallet-steps.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { newPhone } from '../test/support/phone.ts'
import { startWalletWorld } from '../test/support/wallet-app.ts'

/** npm run pictures: the wallet in the README, taken from the running app with the demonstration city's badges. */
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
mkdirSync(folder, { recursive: true })

const otherBadges = [
  'green-terrace/food-grower',
  'dock-makers/laser-cutter',
  'castle-street-college/digital-start',
  'harbour-youth/team-player',
]

const world = await startWalletWorld((remove) => process.once('exit', remove))
const browser = await launchBrowser()
try {
  const size = { width: 360, height: 660 }
  const phone = await newPhone(browser, { viewport: size, reducedMotion: 'reduce' })
  const { page } = phone
  const take = async (name: string) => {
    await page.mouse.move(0, 0)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${folder}${name}.png` })
  }

  const first = await world.award()
  await page.goto(first.claimLink)
  await makeWallet(page)
  await page.getByRole('button', { name: 'Take it' }).waitFor()
  await take('take-a-badge')
  await page.getByRole('button', { name: 'Take it' }).click()
  await page.getByRole('heading', { name: 'It is yours' }).waitFor()
  for (const badge of otherBadges) await takeBadge(page, await world.award({ badge }))

  await page.getByRole('link', { name: 'Waymark' }).click()
  await page.getByRole('heading', { name: '5 badges.' }).waitFor()
  await take('badges')
  await page.getByRole('link', { name: /First aid basics/ }).click()
  await page.getByText('Vouched for by Cardiff').waitFor()
  await take('badge')

  const { requestLink } = await world.ask()
  await page.goto(requestLink)
  await openWallet(page)
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
  await take('show-badges')
  await phone.close()
} finally {
  await browser.close()
  await world.close()
}
