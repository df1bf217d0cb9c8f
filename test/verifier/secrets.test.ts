import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { achievement, badge, createHolder, secure } from '../shared/verify/world.ts'
import { ask } from './asking.ts'
import { answerTo, post, sendToken } from './hand-wallet.ts'
import { apiKey, createCity, startTestVerifier, type TestVerifier } from './verifier-bench.ts'

/** Everything that the verifier has written to its folder: databases, write-ahead logs. */
function writtenBy(verifier: TestVerifier): string {
  const folder = dirname(verifier.config.database)
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

/** A run with every kind of request and answer. */
async function fullRun() {
  const city = await createCity()
  const verifier = await startTestVerifier({ city })
  const holder = createHolder()
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
  const told: string[] = []
  for (const responseMode of ['direct_post', 'direct_post.jwt']) {
    const { created, request } = await ask(verifier, { responseMode, purpose: 'A purpose of ours' })
    const presentation = await answerTo(request, credential, holder)
    await sendToken(request, { 'badges-ldp': [presentation, { broken: true }] })
    await sendToken(request, { 'badges-ldp': [presentation] })
    await fetch(`${verifier.url}/requests/${created.requestId}?name=Sam`)
    const exchangeId = new URL(request.response_uri).pathname.split('/')[2] ?? ''
    told.push(created.requestId, exchangeId, request.nonce, request.state)
  }
  const { request } = await ask(verifier)
  await post(request, {
    error: 'access_denied',
    error_description: 'Sam has no badge',
    state: request.state,
  })
  return { verifier, holder, told }
}

test('the log knows routes, not addresses, secrets or what was shown', async () => {
  const { verifier, holder, told } = await fullRun()
  const log = verifier.log.join('')
  expect(log).toContain('/requests/:exchange/response')
  const secrets = [
    apiKey,
    holder.did,
    achievement.name,
    'A purpose of ours',
    'Sam',
    'vp_token',
    ...told,
  ]
  for (const secret of secrets) expect(log).not.toContain(secret)
})

test('what was presented is not at rest, only the report and a hash of it', async () => {
  const { verifier } = await fullRun()
  await verifier.close()
  const written = writtenBy(verifier)
  expect(written).toContain(achievement.name)
  expect(written).not.toContain('proofValue')
  expect(written).not.toContain('Sam has no badge')
  expect(written).not.toContain(apiKey)
})

test('the private key for an answer is sealed while the request waits, and gone afterwards', async () => {
  const city = await createCity()
  const verifier = await startTestVerifier({ city })
  const { request } = await ask(verifier, { responseMode: 'direct_post.jwt' })
  await verifier.close()
  const written = writtenBy(verifier)
  expect(written).toContain(String(request.client_metadata.jwks?.keys[0]?.x))
  expect(written).not.toContain('"d":"')
})
