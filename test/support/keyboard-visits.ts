import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import { demonstrationStaff } from '../../issuer/demo/demonstration-staff.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { signLearnerCode } from '../../shared/learner-code/learner-code.ts'
import { useBrowser } from './browser.ts'
import { type BrowserCity, startBrowserCity } from './browser-city.ts'
import { type KeyboardUser, newKeyboardUser } from './keyboard.ts'
import { ed25519TestKey } from './signing-keys.ts'
import { sharedTemporaryFolder } from './temp-folder.ts'

/** Of all the demonstration's staff. */
const staffPassword = 'harbour lights at noon'

/** How somebody with a keyboard comes to the pages of a demonstration city; both may start later. */
function createVisits(where: () => { city: BrowserCity; user: KeyboardUser }) {
  const open = (path: string) => {
    const { city, user } = where()
    return user.goTo(new URL(path, city.origin).href)
  }

  return {
    open,

    /** @param name of the demonstration city's staff */
    async enterAs(name: (typeof demonstrationStaff)[number]['name']): Promise<void> {
      const { user } = where()
      const { email } = demonstrationStaff.find((person) => person.name === name) ?? { email: '' }
      await user.page.context().clearCookies()
      await open('/staff/sign-in')
      await user.write('E-mail address', email)
      await user.write('Password', staffPassword)
      await user.press('Sign in')
    },

    /** The link of a mail, once that is sent. */
    async followMail(subject: RegExp, link: RegExp): Promise<void> {
      const { city, user } = where()
      const mail = user.page.getByRole('link', { name: subject }).first()
      // the city may be sending it by itself at this moment
      await expect
        .poll(async () => {
          await city.sendMail()
          await open('/demo/mailbox')
          return mail.isVisible()
        })
        .toBe(true)
      await user.pressOn(mail)
      const [address] = link.exec(await user.page.content()) ?? []
      if (address === undefined) throw new Error(`No link ${link} in the mail ${subject}`)
      await user.goTo(address)
    },

    /** As a wallet shows it: a wallet is an app, and made of script. */
    learnersCode() {
      const { city } = where()
      return signLearnerCode({
        signer: ed25519TestKey('learner').signer(),
        city: didWebFromUrl(city.origin),
        ticketHash: createHash('sha256').update('a ticket').digest('base64url'),
        issuedAt: city.clock(),
      })
    },
  }
}

/** A demonstration city and somebody with a keyboard, for all tests of a describe. */
export function useKeyboardCity() {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let place: { city: BrowserCity; user: KeyboardUser } | undefined
  const where = () => {
    if (place === undefined) throw new Error('the city is there inside tests only')
    return place
  }

  beforeAll(async () => {
    const city = await startBrowserCity({
      folder,
      config: { demonstrationPassword: staffPassword },
    })
    place = { city, user: await newKeyboardUser(browser()) }
  })
  afterAll(async () => {
    await place?.user.close()
    await place?.city.close()
  })
  return { where, ...createVisits(where) }
}
