import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { encodeLogProofs } from '../../../shared/oid4vc/oid4vp-log-proofs.ts'
import { awardLeaf } from '../../../shared/trust/log-proof.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import {
  achievement,
  badge,
  createHolder,
  publishList,
  secure,
  statusAt,
  listUrl as statusListUrl,
} from '../../shared/verify/world.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { accredited, createTrustWorld } from '../../support/trust-city.ts'
import { ask, readResult } from '../asking.ts'
import { answerTo, encrypt, post, type ReadRequest } from '../hand-wallet.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { cityOverNetwork } from '../vouching-city.ts'

const badgeId = 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11'

/** A provider, its badge, and the city that vouches for it. */
async function setUp() {
  const base = await createCity()
  const { world, issuer } = base
  const trust = createTrustWorld(world)
  const vouching = await trust.createCity('vouching.example')
  vouching.list.providers.push(accredited(issuer, achievement.id))
  vouching.award(badgeId, achievement.id)
  await vouching.publish()
  const holder = createHolder()
  const signed = await secure(
    badge(issuer, { id: holder.did }, { status: statusAt(7) }),
    issuer.signer,
  )
  const city = cityOverNetwork(base, trust, vouching)
  const change = { trustedCities: [vouching.did] }

  async function answer(verifier: TestVerifier, input: object, more: object) {
    const { created, request } = await ask(verifier, input)
    const presentation = await answerTo(request, signed, holder, { created: world.clock() })
    const vpToken = { [request.dcql_query.credentials[0]?.id ?? '']: [presentation] }
    const response = await send(request, vpToken, more)
    expect(await response.json()).toEqual({})
    const { report } = await readResult(verifier, created)
    return report?.credentials[0]
  }
  return { world, issuer, trust, vouching, city, change, answer }
}

function send(request: ReadRequest, vpToken: object, more: object): Promise<Response> {
  const { state, response_mode: mode } = request
  if (mode === 'direct_post.jwt') {
    return encrypt(request, { vp_token: vpToken, state, ...more }).then((response) =>
      post(request, { response }),
    )
  }
  return post(request, { vp_token: JSON.stringify(vpToken), state, ...more })
}

const proofsAsked = (asked: readonly string[]) => asked.filter((url) => url.includes('/proofs/'))

function trustOf(report: CredentialReport | undefined) {
  const codes = report?.checks
    .filter(({ name }) => ['accreditation', 'log'].includes(name))
    .map(({ code }) => code)
  return [report?.verdict, ...(codes ?? [])]
}

describe('a verifier that trusts a city', () => {
  test('reports who vouched, and the place in the log', async () => {
    const { city, change, vouching, answer } = await setUp()
    const verifier = await startTestVerifier({ city, change })
    const report = await answer(verifier, {}, {})
    expect(trustOf(report)).toEqual(['valid', 'ok', 'ok'])
    expect(report).toMatchObject({
      via: { city: { did: vouching.did, name: 'City of vouching.example' } },
      logPosition: { index: 0, size: 1 },
    })
  })

  test('asks no city where neither request nor configuration names one', async () => {
    const { city, trust, answer } = await setUp()
    const verifier = await startTestVerifier({ city })
    const report = await answer(verifier, {}, {})
    expect(trustOf(report)).toEqual(['valid', 'not_asked', 'not_asked'])
    expect(trust.asked).toEqual([])
  })

  test('reports what a city says beside the verdict, where no city has to vouch', async () => {
    const { city, trust, vouching, answer } = await setUp()
    const other = await trust.createCity('vouching.example.other')
    await other.publish()
    const known = await startTestVerifier({ city, change: { reportedCities: [vouching.did] } })
    const unknown = await startTestVerifier({ city, change: { reportedCities: [other.did] } })
    expect([trustOf(await answer(known, {}, {})), trustOf(await answer(unknown, {}, {}))]).toEqual([
      ['valid', 'ok', 'ok'],
      ['valid', 'not_accredited', 'not_asked'],
    ])
  })

  test('refuses a badge that the city named in the request does not vouch for', async () => {
    const { city, trust, answer } = await setUp()
    const other = await trust.createCity('vouching.example.other')
    await other.publish()
    const verifier = await startTestVerifier({ city })
    const report = await answer(verifier, { trustedCities: [other.did] }, {})
    expect(trustOf(report)).toEqual(['invalid', 'not_accredited', 'not_asked'])
  })

  test.each(['direct_post', 'direct_post.jwt'])(
    'does not ask the log about a badge whose proof came along (%s)',
    async (responseMode) => {
      const { city, change, vouching, trust, answer } = await setUp()
      const verifier = await startTestVerifier({ city, change })
      const proof = vouching.proof(badgeId, achievement.id)
      if (proof === undefined) throw new Error('the award is in the log')
      const proofs = new Map([[encodeBase64url(awardLeaf(badgeId, achievement.id)), proof]])
      const parameter =
        responseMode === 'direct_post' ? encodeLogProofs(proofs) : Object.fromEntries(proofs)
      const report = await answer(verifier, { responseMode }, { waymark_log_proofs: parameter })
      expect(trustOf(report)).toEqual(['valid', 'ok', 'ok'])
      expect(proofsAsked(trust.asked)).toEqual([])
    },
  )

  test.each(['nothing', '{"x":', '{"x":{"index":0}}', '[]'])(
    'asks the log where what came along is %j',
    async (parameter) => {
      const { city, change, trust, answer } = await setUp()
      const verifier = await startTestVerifier({ city, change })
      const report = await answer(verifier, {}, { waymark_log_proofs: parameter })
      expect(trustOf(report)).toEqual(['valid', 'ok', 'ok'])
      expect(proofsAsked(trust.asked)).toHaveLength(1)
    },
  )

  test('knows an old trust list and an old status list for old after a restart', async () => {
    const { world, issuer, city, change, vouching, trust, answer } = await setUp()
    const database = join(temporaryFolder(), 'verifier.sqlite')
    const listUrl = `${vouching.url}/trust/list.jwt`
    const old = trust.served.get(listUrl)
    await vouching.publish()
    const oldStatus = world.lists.get(statusListUrl)
    await publishList(world, issuer, { validFrom: '2026-11-22T09:30:00Z' })
    const before = await startTestVerifier({ city, change, database })
    expect(trustOf(await answer(before, {}, {}))).toEqual(['valid', 'ok', 'ok'])
    await before.close()

    trust.served.set(listUrl, old)
    const { keyEncryptionKey, agentDatabase } = before.config
    const after = await startTestVerifier({
      city,
      change: { ...change, keyEncryptionKey },
      database,
      agentDatabase,
    })
    expect(trustOf(await answer(after, {}, {}))).toEqual([
      'unknown',
      'trust_list_rolled_back',
      'log_unavailable',
    ])
    await after.close()

    if (oldStatus) world.lists.set(statusListUrl, oldStatus)
    const later = await startTestVerifier({
      city,
      change: { ...change, keyEncryptionKey },
      database,
      agentDatabase,
    })
    const report = await answer(later, {}, {})
    expect(report?.checks.find(({ name }) => name === 'status')?.code).toBe('list_rolled_back')
  })
})
