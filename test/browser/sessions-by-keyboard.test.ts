import { beforeEach, describe, it } from 'vitest'
import { hasBrowser } from '../support/browser.ts'
import type { KeyboardUser } from '../support/keyboard.ts'
import { useKeyboardCity } from '../support/keyboard-visits.ts'

const room = '/console/p/harbour-youth'

describe.skipIf(!hasBrowser)(
  'awarding at a session, by keyboard alone, without script',
  { timeout: 120_000 },
  () => {
    const { where, open, enterAs, followMail, learnersCode } = useKeyboardCity()
    let user: KeyboardUser
    beforeEach(() => {
      user = where().user
    })

    it('lets a youth worker run a session, and a learner take a badge from the wall', async () => {
      await enterAs('Amina Farah')
      await user.press('Sessions')
      await user.press('New activity')
      await user.write('Name', 'Open night')
      await user.choose('Badge that it leads to', 'Open night')
      await user.write('People', 'Ann\nBo\nCai')
      await user.press('Set it up')
      await user.press('Everyone is here')
      await user.untick('Bo')
      await user.press('Save')
      await user.press('Give 2 badges')
      await user.press('Yes, give 2 badges')
      await user.sees('2 badges were given.')

      await user.press('Sessions')
      await user.press('Open night')
      await user.press('New code for the wall')
      await user.pick('On paper')
      await user.press('Make the code')
      await user.press('Open it to print')
      const address = await user.page.locator('.poster__address').textContent()
      await user.goTo(address?.replaceAll(/\s/g, '') ?? '')
      await user.write('Your name, if you like', 'Dee')
      await user.press('Get my badge')
      await user.sees('Your badge is ready')
    })

    it('lets a youth worker give a badge by the text of a learner’s code', async () => {
      await open(room)
      await user.press('Scan and give')
      await user.press('Open night')
      await user.unfold('No camera? Use a picture or paste the code')
      await user.write('The code as text', await learnersCode())
      await user.press('Use this code')
      await user.sees('The badge is on its way to the learner’s phone.')
    })

    it('lets a youth worker make a rule, and a learner begin to answer it', async () => {
      await open(room)
      await user.press('Award by rule')
      await user.press('Make a rule')
      await user.write('Name of the rule', 'Ready to lead')
      await user.choose('Badge to give', 'Young leader')
      await user.tick('First aid basics')
      await user.press('Make this rule')
      await user.press('Pause this rule')
      await user.press('Start it again')
      await user.press('See the page')
      await user.press('Show my badges')
      await user.sees('Now open your wallet')
    })

    it('lets a learner send evidence, a witness confirm it, and an assessor accept it', async () => {
      await open('/providers/harbour-youth/badges/young-leader')
      await user.press('I have done this. Show what you did')
      await user.write('Your name', 'Fay')
      await user.write('Your e-mail address', 'fay@mail.example')
      await user.write('What you did', 'I led four sessions.')
      await user.write('E-mail address of someone who saw it, if you like', 'wyn@mail.example')
      await user.press('Send it')
      await user.sees('It is on its way')
      await followMail(/Did you see this/, /http:\/\/localhost:\d+\/witness\/[\w-]+/)
      await user.press('Yes, I saw it')
      await user.sees('Thank you')

      await enterAs('Gwen Parry')
      await user.press('Reviews')
      await user.press('Fay: Young leader')
      await user.unfold('Ask for more')
      await user.write('What you need from them', 'Where was it?')
      await user.press('Ask them')
      await user.sees('They were asked for more.')
      await followMail(/more|ask/i, /http:\/\/localhost:\d+\/evidence\/[\w-]+/)
      await user.write('What you did', 'I led four sessions at the lock.')
      await user.press('Send it')
      await open(`${room}/reviews`)
      await user.press('Fay: Young leader')
      await user.press('Accept and give the badge')
      await user.sees('The badge was given.')
    })
  },
)
