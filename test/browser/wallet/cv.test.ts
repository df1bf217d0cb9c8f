import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Share } from '../../../wallet/core/cv/share.ts'
import { type NodeWallet, openWallet } from '../../../wallet/node/open-wallet.ts'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('the page that a share link opens', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let wallet: NodeWallet
  let phone: Phone
  let share: Share

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    wallet = await openWallet({
      folder: temporaryFolder(afterAll),
      clock: () => new Date(),
      allowLoopbackHttp: true,
      walletServer: world.wallet,
    })
    const badges = [
      'harbour-youth/first-aid',
      'castle-street-college/customer-care',
      'dock-makers/repair-cafe',
    ]
    for (const badge of badges) {
      const { offerUri, txCode } = await world.award({ badge })
      await wallet.acceptOffer(await wallet.openOffer(offerUri), txCode ? { txCode } : {})
    }
    share = await shareAll()
    phone = await newPhone(browser())
  }, 120_000)

  afterAll(async () => {
    await phone?.close()
    await wallet?.close()
    await world?.close()
  })

  async function shareAll() {
    const ids = (await wallet.listBadges()).map(({ id }) => id)
    return wallet.share({ ids, title: '', expiresInSeconds: 86_400 })
  }

  test('tells in plain words what is proven, by whom, and who vouches, with no wallet', async () => {
    const { page } = phone
    await page.goto(share.link)
    await page.getByRole('heading', { name: 'All 3 badges are proven.' }).waitFor()
    await phone.screenshot('share-report')
    expect(await page.getByRole('table').first().textContent()).toContain('Vouched for by')
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
