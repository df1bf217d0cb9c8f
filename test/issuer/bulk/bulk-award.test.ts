import { join } from 'node:path'
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { awardEntity } from '../../../issuer/awards/award-store.ts'
import { bulkPartEntity } from '../../../issuer/bulk/bulk-store.ts'
import { hashSecret } from '../../../issuer/oid4vci/claim-secrets.ts'
import { issuedCredentialEntity } from '../../../issuer/oid4vci/claim-store.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import { unbakeSvg } from '../../../shared/credential/baking/unbake-svg.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { mailEntity } from '../../../shared/server/mail/outbox-schema.ts'
import { referenceVerifies } from '../../shared/credential/reference.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { addProviderKey, cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let database: Database
const folder = temporaryFolder(afterAll)

beforeAll(async () => {
  city = await startTestCity({ folder })
  const file = join(folder, 'city.sqlite')
  database = await openDatabase({ kind: 'sqlite', file }, issuerSchema)
})

afterAll(async () => {
  await database.close()
  await city.close()
})

const badge = 'harbour-youth/first-aid'

function rosterOf(count: number, of = 'p'): string {
  const people = Array.from({ length: count }, (_, at) => `${of}${at}@learner.example,Person ${at}`)
  return ['email,name', ...people].join('\n')
}

type View = {
  id: string
  state: string
  rows: number
  awarded: number
  faults: { line: number; code: string }[]
}

async function send(body: object, headers: Record<string, string> = {}) {
  const answer = await city.api('POST', '/bulk-awards', { body: { badge, ...body }, headers })
  return { status: answer.status, headers: answer.headers, view: answer.body as View }
}

async function look(id: string): Promise<View> {
  return (await city.api('GET', `/bulk-awards/${id}`)).body as View
}

const awardsTo = async (start: string) =>
  (await database.reader.find(awardEntity)).filter(({ recipientEmail }) =>
    recipientEmail.startsWith(start),
  )

describe('POST /api/v1/bulk-awards', () => {
  it('awards each line once, with its place, its leaf, its mail, and tells what was left out', async () => {
    const csv = `${rosterOf(1_203, 'full')}\nnobody,Nobody\nfull7@learner.example,Again\n`
    const { status, view } = await send({ csv, notify: true })
    expect([status, view.rows, view.faults.map(({ line, code }) => [line, code])]).toEqual([
      202,
      1_203,
      [
        [1_205, 'email_malformed'],
        [1_206, 'twice'],
      ],
    ])
    await city.work()
    expect(await look(view.id)).toMatchObject({ state: 'done', awarded: 1_203 })

    const awards = await awardsTo('full')
    expect(new Set(awards.map(({ recipientEmail }) => recipientEmail)).size).toBe(1_203)
    expect(awards.length).toBe(1_203)
    const entries = await database.reader.find(statusEntryEntity)
    const places = new Set(entries.map((one) => `${one.list}/${one.entryIndex}/${one.awardId}`))
    expect(
      awards.filter((one) => !places.has(`${one.statusList}/${one.statusIndex}/${one.id}`)),
    ).toEqual([])
    const mails = (await database.reader.find(mailEntity)).map(({ recipient }) => recipient)
    expect(mails.filter((to) => to.startsWith('full')).length).toBe(1_203)

    await city.seal()
    const [{ count }] = await database.reader.query(
      "SELECT COUNT(*) AS count FROM log_leaf WHERE position IS NOT NULL AND award_id IN (SELECT id FROM award WHERE recipient_email LIKE 'full%')",
    )
    expect(count).toBe(1_203 * 2)
    const receipt = await city.api('GET', `/bulk-awards/${view.id}/receipt`)
    const lines = String(receipt.body).trimEnd().split('\r\n')
    expect(lines.length).toBe(1 + 1_203 + 2)
    expect(lines[1]).toMatch(/^2,full0@learner\.example,Person 0,awarded,harbour-youth\.[\w-]+,20/)
    expect(lines.at(-1)).toBe('1206,,,left out: This person is on the list twice.,,')
  })

  it('gives claims that work like those of one award', async () => {
    const { view } = await send({ csv: 'email\nclaim@learner.example' })
    await city.work()
    const [award] = await awardsTo('claim')
    const answer = await city.api('POST', `/awards/harbour-youth.${award?.id}/offer`)
    expect([view.state, answer.status, award?.delivery]).toEqual(['running', 200, 'claim'])
  })

  const issuedTo = async (email: string) => {
    const [award] = await awardsTo(email)
    const kept = await database.reader.findBy(issuedCredentialEntity, { awardId: award?.id ?? '' })
    // the link is in the mail alone: here another secret leads to it
    const claimHash = hashSecret(email)
    await database.transact((tx) => tx.update(awardEntity, { id: award?.id ?? '' }, { claimHash }))
    const path = `/providers/harbour-youth/files/${email}`
    const fetchFile = async (name: string) => {
      const answer = await city.fetch(`${cityUrl}${path}${name}`)
      return { status: answer.status, text: await answer.text() }
    }
    return { award, kept, fetchFile }
  }

  it('issues at once with Data Integrity, valid to others, and hands out those bytes', async () => {
    const people = 'now1@learner.example,cy,"Siân ""$&"" Rees"\nnow2@learner.example,en,\n'
    await send({ csv: `email,language,name\n${people}`, delivery: 'download' })
    await city.work()
    for (const [email, language] of [
      ['now1', 'cy'],
      ['now2', 'en'],
    ] as const) {
      const { award, kept, fetchFile } = await issuedTo(email)
      const [{ body } = { body: '' }] = kept
      const credential = JSON.parse(body)
      expect([kept.length, kept[0]?.configuration, credential.id]).toEqual([
        1,
        `first-aid.1.${language}.ldp_vc`,
        award?.credentialId,
      ])
      expect(await referenceVerifies(credential, new Date(award?.awardedAt ?? ''))).toBe(true)
      expect(await fetchFile('/badge.json')).toEqual({ status: 200, text: body })
      expect((await fetchFile('/badge.jwt')).status).toBe(404)
    }
  })

  it('issues at once as vc+jwt where that is asked for, and hands out those bytes', async () => {
    const csv = 'email,language\ntoken@learner.example,cy'
    await send({ csv, delivery: 'download', format: 'jwt_vc_json' })
    await city.work()
    const { award, kept, fetchFile } = await issuedTo('token')
    const [{ body } = { body: '' }] = kept
    const header = decodeProtectedHeader(body)
    expect([kept.length, kept[0]?.configuration, header.typ, decodeJwt(body).jti]).toEqual([
      1,
      'first-aid.1.cy.jwt_vc_json',
      'vc+jwt',
      award?.credentialId,
    ])
    const document = (await city.ask('/providers/harbour-youth/did.json')).body as {
      verificationMethod: { id: string; publicKeyJwk?: object }[]
    }
    const method = document.verificationMethod.find(({ id }) => id === header.kid)
    const key = await importJWK({ ...method?.publicKeyJwk }, 'EdDSA')
    await expect(compactVerify(body, key)).resolves.toBeDefined()
    expect(await fetchFile('/badge.jwt')).toEqual({ status: 200, text: body })
    expect(unbakeSvg((await fetchFile('/badge.svg')).text)?.text).toBe(body)
    expect((await fetchFile('/badge.json')).status).toBe(404)
    expect((await fetchFile('')).text).toContain('/badge.jwt')
  })

  it('looks first where it is asked to, awards on start, and pauses and goes on', async () => {
    const { view } = await send({ csv: rosterOf(3, 'later'), start: false })
    await city.work()
    expect([view.state, (await awardsTo('later')).length]).toEqual(['read', 0])
    await city.api('POST', `/bulk-awards/${view.id}/start`)
    await city.api('POST', `/bulk-awards/${view.id}/pause`)
    await city.work()
    expect([(await look(view.id)).state, (await awardsTo('later')).length]).toEqual(['paused', 0])
    await city.api('POST', `/bulk-awards/${view.id}/resume`)
    await city.work()
    expect([(await look(view.id)).state, (await awardsTo('later')).length]).toEqual(['done', 3])
    const again = await city.api('POST', `/bulk-awards/${view.id}/start`)
    expect(again.status).toBe(409)
  })

  it('makes one list of awards for one idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'once-and-no-more' }
    const first = await send({ csv: rosterOf(2, 'once') }, headers)
    const second = await send({ csv: rosterOf(2, 'once') }, headers)
    const other = await send({ csv: rosterOf(3, 'once') }, headers)
    await city.work()
    expect([first.view.id === second.view.id, other.status]).toEqual([true, 422])
    expect((await awardsTo('once')).length).toBe(2)
  })

  it('answers a list sent again under its key as before, though its badge was retired since', async () => {
    const list = { badge: 'harbour-youth/open-night', csv: rosterOf(1, 'again') }
    const headers = { 'Idempotency-Key': 'before-it-was-retired' }
    const first = await send(list, headers)
    const retired = await city.api('POST', '/providers/harbour-youth/badges/open-night/retire', {
      body: {},
    })
    const again = await send(list, headers)
    expect([retired.status, again.status, again.view.id]).toEqual([200, 202, first.view.id])
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect((await send(list)).status).toBe(409)
  })

  it('keeps nothing of people in its lines once they are awarded, or when they ask to be forgotten', async () => {
    const { view } = await send({ csv: rosterOf(3, 'gone'), start: false })
    const forgotten = await city.api('POST', '/people/forget', {
      body: { email: 'gone1@learner.example' },
    })
    expect(forgotten.status).toBe(200)
    await city.api('POST', `/bulk-awards/${view.id}/start`)
    await city.work()
    expect((await awardsTo('gone')).map(({ recipientEmail }) => recipientEmail).toSorted()).toEqual(
      ['gone0@learner.example', 'gone2@learner.example'],
    )
    const parts = await database.reader.find(bulkPartEntity)
    expect(parts.filter(({ lines }) => lines.includes('gone'))).toEqual([])
  })

  it('stops when the city suspends the provider, and goes on where it was', async () => {
    const { view } = await send({ csv: rosterOf(3, 'stop') })
    await city.api('POST', '/providers/harbour-youth/suspend', { body: {} })
    await city.work()
    expect(await look(view.id)).toMatchObject({
      state: 'failed',
      awarded: 0,
      failure: 'provider_inactive',
    })
    await city.api('POST', '/providers/harbour-youth/resume', { body: {} })
    await city.api('POST', `/bulk-awards/${view.id}/resume`)
    await city.work()
    expect([(await look(view.id)).state, (await awardsTo('stop')).length]).toEqual(['done', 3])
  })

  it.each<[string, object]>([
    ['an unclosed quote', { csv: 'email\n"a@b.example' }],
    ['no address', { csv: 'name\nSam' }],
    ['an unknown language', { csv: 'email\na@b.example', language: 'fr' }],
    ['something more', { csv: 'email\na@b.example', actor: 'city' }],
  ])('refuses %s and keeps nothing', async (_, body) => {
    const before = await database.reader.count(bulkPartEntity)
    expect((await send(body)).status).toBe(400)
    expect(await database.reader.count(bulkPartEntity)).toBe(before)
  })

  it('shows no list to another provider’s key', async () => {
    const key = 'key-of-dock-makers-0123456789-abcdefgh'
    await addProviderKey(folder, { provider: 'dock-makers', text: key })
    const { view } = await send({ csv: rosterOf(1, 'secret') })
    const paths = ['', '/receipt'].map((end) =>
      city.api('GET', `/bulk-awards/${view.id}${end}`, { key }),
    )
    const posts = ['start', 'pause', 'resume'].map((name) =>
      city.api('POST', `/bulk-awards/${view.id}/${name}`, { key }),
    )
    const answers = await Promise.all([...paths, ...posts])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    const award = await city.api('POST', '/bulk-awards', {
      key,
      body: { badge, csv: 'email\na@b.example' },
    })
    expect(award.status).toBe(404)
  })
})

describe('the page of a list', () => {
  it('says so where the list has moved on, and shows it as it is', async () => {
    const { view } = await send({ csv: rosterOf(1, 'moved-on') })
    await vi.waitFor(async () => expect((await look(view.id)).state).toBe('done'), 30_000)
    const session = await signInAs(city, 'amina@harbour-youth.example')
    const page = `/console/p/harbour-youth/awards/bulk/${view.id.split('.').at(-1)}`
    for (const act of ['start', 'pause', 'resume', 'discard']) {
      const { status, headers } = await session.post(`${page}/${act}`)
      expect([act, status, headers.get('Location')]).toEqual([act, 303, page])
      expect((await session.get(page)).text).toContain('The list had moved on')
    }
  })
})
