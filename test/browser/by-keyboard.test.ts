import { beforeEach, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.ts'
import type { BrowserCity } from '../support/browser-city.ts'
import type { KeyboardUser } from '../support/keyboard.ts'
import { useKeyboardCity } from '../support/keyboard-visits.ts'

/** PRODUCT.md J1–J4, each in the hands of who does it. */
describe.skipIf(!hasBrowser)('by keyboard alone, without script', { timeout: 120_000 }, () => {
  const { where, open, enterAs, followMail } = useKeyboardCity()
  let city: BrowserCity
  let user: KeyboardUser
  beforeEach(() => {
    ;({ city, user } = where())
  })

  it('lets a city admin give the city its look, and bring a provider in', async () => {
    await enterAs('Carys Vaughan')
    await user.press('Name and look')
    await user.write('Colour of buttons and links', '#ffe600')
    await user.press('Save')
    await user.sees('This colour is too light to read')
    await user.write('Colour of buttons and links', '#5b2a86')
    await user.press('Save')
    await user.sees('Saved. All pages show it from now on.')

    await user.press('Providers')
    await user.press('Add a provider')
    await user.write('Name', 'Splott Boxing Club')
    await user.write('Short name', 'splott-boxing')
    await user.write('What they do, in one line', 'Boxing, and help with homework')
    await user.pick('Later: they can get ready, and no one else sees them')
    await user.press('Add a provider')
    await user.press('Who works there')
    await user.press('Ask someone in')
    await user.write('Their e-mail address', 'nia@splott-boxing.example')
    await user.pick('Owner')
    await user.press('Ask them in')
    await open('/console/city/providers/splott-boxing')
    await user.press('Let Splott Boxing Club begin')
    await user.press('Let Splott Boxing Club begin')
    await user.sees('They can give badges now.')
  })

  it('lets the owner come in, and ask others in', async () => {
    await user.page.context().clearCookies()
    await followMail(/Splott/, /http:\/\/localhost:\d+\/staff\/invitation\/[\w-]+/)
    await user.write('Your name, as others here will see it', 'Nia Bevan')
    await user.write('Choose a password', 'nine lazy cats on a wall')
    await user.press('Join')
    await user.press('People')
    await user.press('Ask someone in')
    await user.write('Their e-mail address', 'dai@splott-boxing.example')
    await user.pick('Author')
    await user.press('Ask them in')
    await user.sees('dai@splott-boxing.example')
    await user.press('Badges')
    await user.press('New badge')
    await user.write('Name', 'A term of training')
    await user.press('Make the draft')
    await user.sees('In Welsh')
  })

  it('lets an author design a badge', async () => {
    await enterAs('Tomos Rees')
    await user.press('Badges')
    await user.press('New badge')
    await user.write('Name', 'Canal guide')
    await user.press('Make the draft')
    const english = user.page.getByRole('group', { name: 'In English' })
    await user.writeIn(english.getByLabel('What it shows, in a line or two'), 'Led a walk')
    await user.writeIn(english.getByLabel('How it is earned'), '- Plan a walk')
    await user.pick('Participate')
    await user.pick('Fern')
    await user.pick('Wave')
    await user.press('Preview')
    await user.sees('This is not saved yet.')
    await user.attach('Or send a picture of your own', picture)
    await user.press('Save the draft')
    await user.sees('The draft is saved.')
    await user.press('Send it for a check')
    await user.sees('The draft waits for its check.')
  })

  it('lets the city check it and the owner publish it', async () => {
    await enterAs('Carys Vaughan')
    await user.press('Quality')
    await user.press('Canal guide')
    for (const point of await user.page.getByRole('checkbox').all()) await user.tickBox(point)
    await user.press('It is good')
    await user.sees('The badge is good. The provider can publish it.')
    await enterAs('Mair Davies')
    await user.press('Badges')
    await user.press('Canal guide')
    await user.press('Publish this badge')
    await user.sees('Version 1 is published.')
  })

  it('lets an awarder give it to one person, put that right, and take it back', async () => {
    await enterAs('Amina Farah')
    await user.press('Awards')
    await user.press('Award the first badge')
    await user.choose('Badge', 'Canal guide')
    await user.write('E-mail', 'samm@learner.example')
    await user.write('Name', 'Sam Jones')
    await user.press('Award this badge')
    await user.sees('Canal guide was awarded to Sam Jones.')
    await user.press('Print a card')
    await user.sees('Cards to hand out')
    await user.press('All awards')
    await user.press('Sam Jones')
    await user.press('Put it right (wrong e-mail, name or proof)')
    await user.write('E-mail', 'sam@learner.example')
    await user.write('Why', 'One letter too many')
    await user.press('Save')
    await user.press('Send the link again')
    await user.press('Send the link again')
    await user.press('Take this badge back for good')
    await user.write('Why', 'It was for another Sam')
    await user.press('Take this badge back for good')
    await user.sees('It was taken back.')
    await user.press('All awards')
    await user.unfold('By badge, state or date')
    await user.choose('State', 'Taken back')
    await user.press('Find awards')
    await user.sees('Sam Jones')
  })

  it('lets an awarder give it to a list and to a group', async () => {
    await user.press('Award from a list')
    await user.choose('Badge', 'Canal guide')
    await user.attach('List of people (CSV)', {
      name: 'walkers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'email,name\nann@mail.example,Ann\nno address,Bo\ncai@mail.example,Cai\n',
      ),
    })
    await user.press('Look at the list')
    await user.sees('1 line has a problem and is left out.')
    await user.press('Award 2 badges')
    await city.work()
    // the page asks anew by itself
    await user.sees('2 of 2')
    await user.sees(/^Done$/)
    expect(await user.download('Get the receipt (CSV)')).toMatch(/ann@mail\.example,Ann,awarded/)

    await user.press('Groups')
    await user.write('Name of the group', 'Friday football')
    await user.write('People', 'dee@mail.example, Dee\neli@mail.example, Eli')
    await user.press('Make this group')
    await user.press('Award a badge to them')
    await user.choose('Badge', 'Canal guide')
    await user.press('Award a badge to them')
    await user.sees('You gave 2 badges.')
  })

  it('lets a city admin stand behind badges, stop a provider, and close it', async () => {
    await enterAs('Carys Vaughan')
    await user.press('Providers')
    await user.press(/^Harbour Youth/)
    await user.tick('Canal guide')
    await user.press('Stand behind these badges')
    await user.sees('From now on the city stands behind these badges.')
    await user.press('End it Canal guide')
    await user.press('End it now')
    await user.press('Undo: stand behind them again')
    await open('/console/city/providers/splott-boxing')
    await user.press('Stop Splott Boxing Club for now')
    await user.write('Why?', 'The insurance has run out')
    await user.press('Stop Splott Boxing Club for now')
    await user.press('Undo: let them go on')
    await user.press('Close Splott Boxing Club for good')
    await user.write('Why?', 'They have merged')
    await user.press('Close Splott Boxing Club for good')
    await user.sees('They are closed.')
    await user.press('Record')
    await user.sees('What was done')
  })
})

const picture = {
  name: 'wave.svg',
  mimeType: 'image/svg+xml',
  buffer: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7H1z"/></svg>',
  ),
}
