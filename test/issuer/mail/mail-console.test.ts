import { describe, expect, onTestFinished, test } from 'vitest'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { consoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity, type TestCityOptions } from '../test-city.ts'

async function openCity(options: TestCityOptions = {}) {
  const city = await startTestCity(options)
  onTestFinished(() => city.close())
  return city
}

async function mailServer(port?: number): Promise<MailServer> {
  const server = await startMailServer(port)
  onTestFinished(() => server.close())
  return server
}

/** The city that was a demonstration, and now has a mail server: its people can still sign in. */
async function cityWithMailServer(smtpUrl: string) {
  const folder = temporaryFolder()
  const demo = await startTestCity({ folder })
  const { cookie } = await signInAs(demo, 'carys@city.example')
  await demo.close()
  const mail = { smtpUrl, from: 'badges@cardiff.example' }
  return { city: await openCity({ folder, config: { demo: false, mail } }), cookie }
}

/** Where the newest mail is read. The city also sends by itself, so who sends it is not known. */
async function sentMail(city: TestCity): Promise<string> {
  let href: string | undefined
  const find = async () => {
    await city.sendMail()
    const { body } = await city.ask('/demo/mailbox')
    href = /href="(\/demo\/mailbox\/[^"]+)"/.exec(String(body))?.[1]
    return href
  }
  await expect.poll(find, { timeout: 30_000 }).toBeDefined()
  return href ?? ''
}

describe('an award', () => {
  test('sends its claim link by mail, and the link leads to the badge', async () => {
    const city = await openCity()
    const award = await city.award({ language: 'cy' })
    const href = await sentMail(city)
    const mail = await city.ask(href)
    const page = await city.ask(`${href}/page`)
    expect(String(mail.body)).toContain('Cael fy mathodyn')
    expect(String(page.body).replaceAll('&amp;', '&')).toContain(award.claimLink)
    expect(page.headers.get('Content-Security-Policy')).toContain('sandbox')
  })

  test('sends nothing where it is told not to', async () => {
    const city = await openCity()
    await city.award({ notify: false, recipient: { email: 'sam@learner.example' } })
    await city.award({ recipient: { email: 'mina@learner.example' } })
    await sentMail(city)
    const { body } = await city.ask('/demo/mailbox')
    expect(String(body)).toContain('mina@')
    expect(String(body)).not.toContain('sam@')
  })

  test('stands while the mail server is away; staff see the mail, and send it again', async () => {
    const gone = await startMailServer()
    await gone.close()
    const { city, cookie } = await cityWithMailServer(gone.url)
    const award = await city.award()
    expect(award.claimLink).toMatch(/^https:\/\/wallet\.example\/receive#/)
    expect(await city.sendMail()).toBe(0)

    const carys = consoleSession(city, cookie)
    const stuck = await carys.get('/console/city/mail')
    expect(stuck.text).toContain('sam@learner.example')
    expect(stuck.text).toContain('The mail server could not be reached.')
    expect(stuck.text).not.toContain('receive#')

    const back = await mailServer(Number(new URL(gone.url).port))
    const action = /action="(\/console\/city\/mail\/[^"]+\/again)"/.exec(stuck.text)?.[1] ?? ''
    expect((await carys.post(action)).status).toBe(303)
    const told = await carys.get('/console/city/mail')
    expect(told.text).toContain('The mail is tried again now.')
    await city.sendMail()
    await expect.poll(() => back.received.length, { timeout: 30_000 }).toBe(1)
    await expect
      .poll(async () => (await carys.get('/console/city/mail')).text, { timeout: 30_000 })
      .toContain('No mail is stuck.')
    expect((await carys.post(action)).status).toBe(404)
  })
})

describe('the mailbox', () => {
  test('is there in a demonstration alone', async () => {
    const server = await mailServer()
    const { city } = await cityWithMailServer(server.url)
    await city.award()
    await city.sendMail()
    const paths = ['/demo/mailbox', `/demo/mailbox/${'0'.repeat(36)}`]
    const statuses = await Promise.all(paths.map(async (path) => (await city.ask(path)).status))
    expect([statuses, server.received.length]).toEqual([[404, 404], 1])
  })
})

describe('a city without a mail server', () => {
  test('says so, and keeps none', async () => {
    const folder = temporaryFolder()
    const demo = await startTestCity({ folder })
    const { cookie } = await signInAs(demo, 'carys@city.example')
    await demo.close()
    const city = await openCity({ folder, config: { demo: false } })
    await city.award()
    await city.sendMail()
    const { text } = await consoleSession(city, cookie).get('/console/city/mail')
    expect(text).toContain('No mail server is set, so no mail is sent.')
  })
})
