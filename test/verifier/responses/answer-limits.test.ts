import { expect, test } from 'vitest'
import {
  badge,
  createHolder,
  createIssuer,
  createWorld,
  present,
  secure,
} from '../../shared/verify/world.ts'
import { ask, readResult, refusal } from '../asking.ts'
import { answerTo, post, sendToken } from '../hand-wallet.ts'
import { createCity, startTestVerifier } from '../verifier-bench.ts'

const empty = { status: 400, error: 'invalid_request' }

test('one request takes thirty answers a minute, whoever sends them', async () => {
  const city = await createCity()
  const verifier = await startTestVerifier({ city })
  const [{ request, created }, { request: another }] = [await ask(verifier), await ask(verifier)]
  for (let sent = 0; sent < 30; sent++)
    expect(await refusal(await post(request, {}))).toMatchObject(empty)
  const refused = await post(request, {})
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
  expect(await refusal(await post(another, {}))).toMatchObject(empty)
  city.world.clock.advance(2)
  expect(await refusal(await post(request, {}))).toMatchObject(empty)
  expect((await readResult(verifier, created)).state).toBe('waiting')
})

test('one client may send as many as is configured', async () => {
  const city = await createCity()
  const verifier = await startTestVerifier({ city, change: { answersPerMinute: 2 } })
  const statuses: number[] = []
  for (let sent = 0; sent < 3; sent++) {
    statuses.push((await post((await ask(verifier)).request, {})).status)
  }
  expect(statuses).toEqual([400, 400, 429])
})

test('what is too much work to check is refused, and the request waits', async () => {
  const city = await createCity()
  const verifier = await startTestVerifier({ city })
  const { created, request } = await ask(verifier)
  const holder = createHolder()
  const evidence = Array.from({ length: 300 }, () => ({
    type: ['Evidence'],
    name: '\u{1F600}\uFB01',
  }))
  const heavy = { ...badge(city.issuer, { id: holder.did }), evidence }
  const { proof } = await secure({ ...heavy, evidence: [] }, city.issuer.signer)
  const { nonce, client_id: audience } = request
  const signed = { ...heavy, proof: Array(10).fill(proof) }
  const shown = await present([signed], holder, { nonce, audience })
  const response = await sendToken(request, { 'badges-ldp': Array(30).fill(shown) })
  expect([response.status, (await refusal(response)).description]).toEqual([
    400,
    'A presentation was refused: its check proof says too_much_work',
  ])
  const good = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
  const honest = await answerTo(request, good, holder)
  expect((await sendToken(request, { 'badges-ldp': [honest] })).status).toBe(200)
  expect((await readResult(verifier, created)).state).toBe('received')
})

test('an answer that names very many hosts makes us ask few of them', async () => {
  const city = await createCity()
  const asked = new Set<string>()
  const counting: typeof city.fetch = (input, init) => {
    const { hostname } = new URL(String(input))
    if (hostname.startsWith('held')) asked.add(hostname)
    return city.fetch(input, init)
  }
  const verifier = await startTestVerifier({ city: { ...city, fetch: counting } })
  const { request } = await ask(verifier)
  const holder = createHolder()
  const record = async (name: string) => {
    const held = Array.from({ length: 65 }, (_, number) => {
      const issuer = createIssuer(createWorld(), `did:web:held-${name}${number}.example`)
      return secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    })
    const own = badge(city.issuer, { id: holder.did })
    const credentialSubject = {
      ...Object(own.credentialSubject),
      verifiableCredential: await Promise.all(held),
    }
    const type = [...[own.type].flat(), 'ClrCredential']
    const signed = await secure({ ...own, type, credentialSubject }, city.issuer.signer, 'jwt')
    return answerTo(request, signed, holder, { format: 'jwt' })
  }
  const answer = { 'badges-jwt': [await record('a'), await record('b')] }
  expect((await sendToken(request, answer)).status).toBe(200)
  expect(asked.size).toBeGreaterThan(60)
  expect(asked.size).toBeLessThanOrEqual(120)
})
