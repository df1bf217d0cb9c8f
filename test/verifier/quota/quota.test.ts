import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { receiveEvidence } from '../../../verifier/candidates/receive-evidence.ts'
import {
  findFull,
  leftOf,
  type Quota,
  type Usage,
  usualQuota,
} from '../../../verifier/quota/quota.ts'
import {
  findFullForCandidates,
  forgetUsage,
  noteUse,
  readUsage,
} from '../../../verifier/quota/quota-store.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { makeVacancy, zVacancyContent } from '../../../verifier/vacancies/vacancy.ts'
import { insertVacancy } from '../../../verifier/vacancies/vacancy-store.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { textOfMain } from '../../support/page-text.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { openBeside } from '../candidates/asked-by-vacancy.ts'
import { evidenceFrom } from '../candidates/candidates-bench.ts'
import { type ConsoleSession, hostSlug, signInAs } from '../console-session.ts'
import { useVerifier } from '../verifier-bench.ts'

const quota: Quota = { filesPerDay: 2, rowsPerDay: 3, storageMegabytes: 1 }
const nothing: Usage = { files: 0, rows: 0, bytes: 0 }
const megabyte = 1_048_576

describe('findFull', () => {
  test.each([
    ['nothing came', {}, undefined, undefined],
    ['some came', { files: 1, rows: 2, bytes: megabyte - 1 }, undefined, undefined],
    ['all files of the day came', { files: 2 }, 'files', undefined],
    ['more came than may', { files: 9 }, 'files', undefined],
    ['all rows of the day came', { rows: 3 }, undefined, 'rows'],
    ['there is no room', { files: 2, rows: 3, bytes: megabyte }, 'storage', 'storage'],
  ] as const)('where %s', (_, usage, files, rows) => {
    const used = { ...nothing, ...usage }
    expect([findFull(quota, used, 'files'), findFull(quota, used, 'rows')]).toEqual([files, rows])
  })

  test('a limit of nothing lets nothing in', () => {
    expect(findFull({ ...quota, filesPerDay: 0 }, nothing, 'files')).toBe('files')
    expect(leftOf(quota, nothing)).toEqual({ files: 2, rows: 3, bytes: megabyte })
  })
})

forEachDatabase('noteUse', (bench) => {
  test('counts each day and organisation apart, also at the same time, and forgets after a month', async () => {
    const database = await bench.open(verifierSchema)
    const at = new Date('2026-11-22T23:59:59.999Z')
    const next = new Date('2026-11-23T00:00:00.000Z')
    const note = (organisation: string, time: Date, use: Parameters<typeof noteUse>[2]) =>
      database.transact((tx) => noteUse(tx, { organisation, at: time }, use))
    await Promise.all([
      ...[1, 2, 3].map((files) => note('cafe', at, { files })),
      note('cafe', at, { rows: 7 }),
      note('bakery', at, { files: 1 }),
      note('cafe', next, { files: 5 }),
    ])
    const usage = (organisation: string, time: Date) =>
      readUsage(database.reader, organisation, time)
    const expected = [
      { files: 6, rows: 7, bytes: 0 },
      { files: 5, rows: 0, bytes: 0 },
      { files: 1, rows: 0, bytes: 0 },
      { files: 0, rows: 0, bytes: 0 },
    ]
    const read = () =>
      Promise.all([
        usage('cafe', at),
        usage('cafe', next),
        usage('bakery', at),
        usage('bakery', next),
      ])
    expect(await read()).toEqual(expected)
    await forgetUsage({ database, clock: () => new Date('2026-12-24T00:00:00Z') })
    expect(await read()).toEqual([nothing, expected[1], nothing, nothing])
  })
})

describe('the limits of an organisation', () => {
  const keyEncryptionKey = generateKeyEncryptionKey()
  const bench = useVerifier({ demo: true, keyEncryptionKey })
  const path = `/api/v1/organisations/${hostSlug}/quota`
  const limits = `/console/host/organisations/${hostSlug}/limits`
  const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))
  let helen: ConsoleSession
  let owain: ConsoleSession
  let beside: Awaited<ReturnType<typeof openBeside>>
  const done: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { verifier, city } = bench()
    const whenDone = (close: () => Promise<void>) => void done.push(close)
    beside = await openBeside(verifier, { clock: city.world.clock, whenDone })
    helen = await signInAs(verifier, 'helen@hire.example')
    owain = await signInAs(verifier, 'owain@cafe.example')
  })
  afterAll(async () => {
    for (const close of done) await close()
  })

  const read = async () => (await bench().verifier.api(path)).json()
  /** The id of a batch, or how it was refused. */
  const send = async (init: RequestInit & { json?: unknown }) => {
    const answer = await bench().verifier.api('/api/v1/batches', init)
    const { code, status, id } = await answer.json()
    return answer.status === 202 ? { id } : [status, code]
  }
  const bring = async (rows: number) => {
    const json = { rows: Array.from({ length: rows }, () => ({ presentation: 'no badge' })) }
    const answer = await send({ json })
    return 'id' in answer ? 202 : answer
  }
  const report = async () => {
    const answer = await bench().verifier.api('/api/v1/reports', { json: { presentation: '{}' } })
    const { code } = await answer.json()
    return [answer.status, code]
  }

  test('are the usual ones until the host sets others, and only the host may', async () => {
    expect(await read()).toEqual({ quota: usualQuota, usage: nothing })
    const page = textOfMain((await owain.get(`/console/o/${hostSlug}/settings`)).text)
    expect(page).toContain('Files and links in a day 0 2,000')
    expect([(await owain.get(limits)).status, (await owain.post(limits)).status]).toEqual([
      403, 403,
    ])
    const wrong = await helen.post(limits, { filesPerDay: 'many', rowsPerDay: '-1' })
    expect([wrong.status, wrong.text.match(/id="\w+-error"/g)?.length]).toEqual([422, 3])
    const typed = { filesPerDay: '2,000', rowsPerDay: '3', storageMegabytes: '1' }
    expect((await helen.post(limits, typed)).status).toBe(303)
    expect((await read()).quota).toEqual({ ...quota, filesPerDay: 2_000 })
    const bad = await bench().verifier.api(path, { method: 'PUT', json: { filesPerDay: 1 } })
    expect(bad.status).toBe(400)
  })

  test('end what may be brought in a day, and it goes on the day after', async () => {
    expect(await bring(4)).toEqual([429, 'quota_reached'])
    expect((await read()).usage).toEqual(nothing)
    const atOnce = await Promise.all([bring(2), bring(2)])
    expect(atOnce.sort()).toEqual([202, [429, 'quota_reached']])
    expect([await bring(2), await bring(1)]).toEqual([[429, 'quota_reached'], 202])
    const { usage } = await read()
    expect(usage).toEqual({ files: 0, rows: 3, bytes: expect.any(Number) })
    expect(usage.bytes).toBeGreaterThan(0)
    const { clock } = bench().city.world
    clock.advance(86_400)
    expect(await bring(1)).toBe(202)
    clock.advance(-86_400)
  })

  test('leave a batch its answer when it is sent again under its Idempotency-Key', async () => {
    const once = (key: string) => ({ 'Idempotency-Key': key })
    const listOf = (text: string) => ({
      headers: once('list-at-the-limit'),
      json: { rows: [{ presentation: text }] },
    })
    const streamOf = (text: string) => ({
      headers: { ...once('stream-at-the-limit'), 'Content-Type': 'application/x-ndjson' },
      method: 'POST',
      body: JSON.stringify({ presentation: text }),
    })
    const set = (rowsPerDay: number) =>
      bench().verifier.api(path, { method: 'PUT', json: { ...quota, rowsPerDay } })
    await set(5)
    const first = [await send(listOf('a')), await send(streamOf('b'))]
    expect(await bring(1)).toEqual([429, 'quota_reached'])
    expect([await send(listOf('a')), await send(streamOf('b'))]).toEqual(first)
    const reused = [422, 'idempotency_key_reused']
    expect([await send(listOf('b')), await send(streamOf('a'))]).toEqual([reused, reused])
    expect((await read()).usage.rows).toBe(5)
  })

  test('end what staff and systems send in, in the words of each', async () => {
    const set = { method: 'PUT', json: { ...quota, filesPerDay: 0 } }
    expect((await bench().verifier.api(path, set)).status).toBe(200)
    expect(await report()).toEqual([429, 'quota_reached'])
    const added = await owain.post(`/console/o/${hostSlug}/candidates/add`, { link: 'x' })
    expect([added.status, textOfMain(added.text)]).toEqual([
      429,
      expect.stringContaining('There is no room for more'),
    ])
    const made = makeVacancy(
      zVacancyContent.parse({ title: 'Baker', purpose: 'Work here', retentionDays: 14 }),
      { slug: hostSlug, retentionDays: 30 },
      { random, clock: bench().city.world.clock },
    )
    const open = { ...made, state: 'open' as const, publishedAt: made.createdAt }
    await beside.database.transact((tx) => insertVacancy(tx, open))
    const { url, config } = bench().verifier
    const body = new FormData()
    body.append('files[]', new Blob(['%PDF-1.7 my life']), 'life.pdf')
    body.append('name', 'Mari Pugh')
    const sent = await fetch(`${url}/v/${made.code}/send`, {
      method: 'POST',
      body,
      headers: { Accept: 'text/html', Origin: config.publicUrl, 'Accept-Language': 'cy' },
    })
    const html = await sent.text()
    expect([sent.status, textOfMain(html), html.includes('value="Mari Pugh"')]).toEqual([
      429,
      expect.stringContaining('Ni all Harbour Bakery dderbyn mwy o ffeiliau heddiw.'),
      true,
    ])
    expect((await read()).usage.files).toBe(0)

    // a quarter is not for candidates: staff and systems go on where these have filled theirs
    const few = { method: 'PUT', json: { ...quota, filesPerDay: 4 } }
    expect((await bench().verifier.api(path, few)).status).toBe(200)
    const now = bench().city.world.clock()
    await beside.database.transact((tx) =>
      noteUse(tx, { organisation: hostSlug, at: now }, { files: 3 }),
    )
    expect(await findFullForCandidates(hostSlug, { ...beside, clock: () => now })).toBe('files')
    expect(await report()).toEqual([422, expect.any(String)])
    await beside.database.transact((tx) =>
      noteUse(tx, { organisation: hostSlug, at: now }, { files: 1 }),
    )
    expect(await report()).toEqual([429, 'quota_reached'])
  })

  test('count what is kept, and what is deleted no more', async () => {
    const { clock } = bench().city.world
    const before = (await read()).usage.bytes
    const words = { kind: 'text', text: 'a'.repeat(megabyte), policy: {} } as const
    const { candidateId } = await beside.database.transact((tx) =>
      receiveEvidence(
        tx,
        { organisation: hostSlug, retentionDays: 30, at: clock() },
        [evidenceFrom('large', [], { kept: words })],
        { keyEncryptionKey, random },
      ),
    )
    await bench().verifier.api(path, { method: 'PUT', json: { ...quota, rowsPerDay: 100 } })
    expect(await bring(1)).toEqual([429, 'quota_reached'])
    await owain.post(`/console/o/${hostSlug}/candidates/${candidateId}/delete`)
    expect((await read()).usage.bytes).toBe(before)
    expect(await bring(1)).toBe(202)
  })

  test('count what reports were made of for as long as it is kept', async () => {
    const { verifier, city } = bench()
    const { issuer } = city
    await verifier.api(path, { method: 'PUT', json: usualQuota })
    const shown = await secure(badge(issuer, { id: createHolder().did }), issuer.signer)
    const reports = '/api/v1/reports'
    const before = (await read()).usage.bytes
    const made = await verifier.api(reports, { json: { presentation: JSON.stringify(shown) } })
    const { id } = await made.json()
    const kept = (await read()).usage.bytes - before
    expect(kept).toBeGreaterThan(JSON.stringify(shown).length)
    await verifier.api(`${reports}/${id}`, { method: 'DELETE' })
    expect((await read()).usage.bytes).toBe(before)
  })
})
