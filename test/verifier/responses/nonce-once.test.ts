import { expect, test } from 'vitest'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ask, readResult } from '../asking.ts'
import { openBeside } from '../candidates/asked-by-vacancy.ts'
import { hostSlug } from '../console-session.ts'
import { answerTo, type ReadRequest, sendToken } from '../hand-wallet.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'

forEachDatabase('two verifiers that share', ({ freshLocation }) => {
  /** Two servers under one public address, as behind a balancer. */
  async function startPair(): Promise<{
    city: Awaited<ReturnType<typeof createCity>>
    pair: readonly [TestVerifier, TestVerifier]
  }> {
    const city = await createCity()
    const [database, agentDatabase] = [textOf(freshLocation()), textOf(freshLocation())]
    const keyEncryptionKey = generateKeyEncryptionKey()
    const first = await startTestVerifier({
      city,
      database,
      agentDatabase,
      change: { keyEncryptionKey },
    })
    const { publicUrl } = first.config
    const change = { keyEncryptionKey, publicUrl }
    const second = await startTestVerifier({ city, database, agentDatabase, change })
    return { city, pair: [first, second] }
  }

  /** The same request, as the other server answers it. */
  function at(verifier: TestVerifier, request: ReadRequest): ReadRequest {
    return { ...request, response_uri: `${verifier.url}${new URL(request.response_uri).pathname}` }
  }

  test('have one identity', async () => {
    const { pair } = await startPair()
    const documents = await Promise.all(
      pair.map(async ({ url }) => (await fetch(`${url}/.well-known/did.json`)).json()),
    )
    expect(documents[0]).toEqual(documents[1])
  })

  test('take a nonce once, however many answers come to both at the same time', async () => {
    const { city, pair } = await startPair()
    const holder = createHolder()
    const { created, request } = await ask(pair[0])
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const good = await answerTo(request, credential, holder)
    const responses = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        sendToken(at(pair[index % 2 === 0 ? 0 : 1], request), { 'badges-ldp': [good] }),
      ),
    )
    const statuses = responses.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array(11).fill(409)])
    for (const verifier of pair) {
      expect(await readResult(verifier, created)).toMatchObject({ state: 'received' })
    }
  })

  test('make one candidate of many answers to a request of a vacancy', async () => {
    const { city, pair } = await startPair()
    const closing: (() => Promise<void>)[] = []
    const beside = await openBeside(pair[0], {
      clock: city.world.clock,
      whenDone: (close) => closing.push(close),
    })
    const holder = createHolder()
    const { request } = await beside.ask({ isSameDevice: true })
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const good = await answerTo(request, credential, holder)
    const responses = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        sendToken(at(pair[index % 2 === 0 ? 0 : 1], request), { 'badges-ldp': [good] }),
      ),
    )
    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    const { items } = await beside.candidates.list({ organisation: hostSlug, limit: 9 })
    expect(items).toHaveLength(1)
    for (const close of closing) await close()
  })

  test('take either an answer or a refusal, not both', async () => {
    const { city, pair } = await startPair()
    const holder = createHolder()
    const { created, request } = await ask(pair[0])
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const good = await answerTo(request, credential, holder)
    const decline = () =>
      fetch(at(pair[1], request).response_uri, {
        method: 'POST',
        body: new URLSearchParams({ error: 'access_denied', state: request.state }),
      })
    const responses = await Promise.all([
      sendToken(at(pair[0], request), { 'badges-ldp': [good] }),
      decline(),
    ])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409])
    const result = await readResult(pair[0], created)
    expect(Object.hasOwn(result, 'report')).toBe(!Object.hasOwn(result, 'declinedWith'))
  })

  test('open encrypted answers to requests that the other one made', async () => {
    const { city, pair } = await startPair()
    const holder = createHolder()
    const { created, request } = await ask(pair[0], { responseMode: 'direct_post.jwt' })
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const good = await answerTo(request, credential, holder)
    const response = await sendToken(at(pair[1], request), { 'badges-ldp': [good] })
    expect(response.status).toBe(200)
    expect(await readResult(pair[0], created)).toMatchObject({ state: 'received' })
  })
})

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}
