import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../shared/credential/canonicalize.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { createStatusListCache } from '../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../shared/verify/status-list-fetch.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { referenceIssue } from '../shared/credential/reference.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { type DidKit, dataIntegrity, type JsonObject, type Jwk, openDidKit } from './didkit.ts'
import { type Employer, startEmployer } from './employer.ts'
import { createHolder, type Holder } from './hand-made-holder.ts'
import {
  answer,
  readRequest,
  signEmbeddedPresentation,
  signJwtPresentation,
} from './hand-made-wallet.ts'

/*
 * Badges that others issue, judged by Waymark's pipeline and by the running verifier: signed by DIDKit
 * (@learncard/didkit-plugin 1.9.10, Rust) with an embedded proof, or by jose 6 as vc+jwt; by a did:key, a did:jwk,
 * and a did:web of another city, with a status list that DIDKit signed.
 *
 * Faults of DIDKit: unless told otherwise it signs with Ed25519Signature2020, whose terms are not in version 2.0 of
 * the data model, and then refuses its own document.
 */

let didkit: DidKit
let employer: Employer

beforeAll(async () => {
  ;[didkit, employer] = await Promise.all([openDidKit(), startEmployer()])
})
afterAll(() => employer.close())

/** A pipeline that reaches this machine and no other. */
function verify(input: JsonObject | string) {
  const clock = () => new Date()
  const fetch = createGuardedFetch({ allowLoopbackHttp: true })
  const ports = {
    ...createDidResolver({ fetch, clock, allowLoopbackHttp: true }),
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(),
    canonicalize: createCanonicalize(),
    verifySignature,
    clock,
  }
  return verifyCredential(input, { ports })
}

/** The example of an issuer that is not Waymark: fewer members, other achievement type, language values. */
function badgeOf(issuer: string, subject: string, more: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: 'urn:uuid:9d1e1a35-7a1e-4f26-8f1d-2a1f4d8c0f55',
    type: ['VerifiableCredential', 'AchievementCredential'],
    issuer: { id: issuer, type: ['Profile'], name: 'Plymouth Sea Cadets' },
    validFrom: '2026-05-04T08:00:00Z',
    name: 'Rope work',
    credentialSubject: {
      id: subject,
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://cadets.example/achievements/rope-work',
        type: ['Achievement'],
        achievementType: 'Badge',
        name: 'Rope work',
        description: 'Ties and splices ropes',
        criteria: { narrative: 'Tie six knots and make an eye splice' },
      },
    },
    ...more,
  }
}

const summary = {
  id: 'urn:uuid:9d1e1a35-7a1e-4f26-8f1d-2a1f4d8c0f55',
  types: ['VerifiableCredential', 'AchievementCredential'],
  achievement: {
    id: 'https://cadets.example/achievements/rope-work',
    name: 'Rope work',
    description: 'Ties and splices ropes',
    criteria: 'Tie six knots and make an eye splice',
  },
  validFrom: '2026-05-04T08:00:00Z',
}

/** Sound: a private JWK of Ed25519 has these members. */
function jwkOf(holder: Holder): Jwk {
  return holder.privateJwk as Jwk
}

function issueWithDidKit(
  credential: JsonObject,
  { verificationMethod, key }: { verificationMethod: string; key: Jwk },
): Promise<JsonObject> {
  const options = { ...dataIntegrity, proofPurpose: 'assertionMethod', verificationMethod }
  return didkit.issueCredential(credential, options, key)
}

function issueWithJose(credential: JsonObject, issuer: Holder): Promise<string> {
  const { issuer: _, credentialSubject, id, validFrom } = credential
  const claims = {
    iss: issuer.did,
    jti: String(id),
    sub: Object(credentialSubject).id,
    nbf: Date.parse(String(validFrom)) / 1000,
  }
  return issuer.sign({ typ: 'vc+jwt', cty: 'vc' }, { ...credential, ...claims })
}

describe('a badge signed by DIDKit', () => {
  test('is valid, with the right summary', async () => {
    const issuer = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const learner = await createHolder({ method: 'did:jwk', alg: 'ES256' })
    const badge = await issueWithDidKit(badgeOf(issuer.did, learner.did), {
      verificationMethod: issuer.kid,
      key: jwkOf(issuer),
    })
    expect(await verify(badge)).toMatchObject({
      verdict: 'valid',
      securedWith: 'eddsa-rdfc-2022',
      credential: {
        ...summary,
        issuer: { id: issuer.did, name: 'Plymouth Sea Cadets' },
        subjectId: learner.did,
      },
    })
    const forged = await verify({ ...badge, name: 'Rope works' })
    expect(forged).toMatchObject({
      verdict: 'invalid',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'proof', code: 'signature_invalid' }),
      ]),
    })
  })

  test('keeps its validity in any order of members, and with letters of every script', async () => {
    const issuer = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const learner = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const name = 'Gwaith rhaff — 𝒦nots, ﬁd & “splice” 😀 ŵŷ'
    const badge = await issueWithDidKit(badgeOf(issuer.did, learner.did, { name }), {
      verificationMethod: issuer.kid,
      key: jwkOf(issuer),
    })
    const reversed = Object.fromEntries(Object.entries(badge).reverse())
    expect(await verify(reversed)).toMatchObject({ verdict: 'valid' })
  })
})

describe('a badge signed by jose', () => {
  test.each([
    { method: 'did:key', alg: 'EdDSA' },
    { method: 'did:key', alg: 'ES256' },
    { method: 'did:jwk', alg: 'ES256' },
  ] as const)('is valid under %j, with the right summary', async (kind) => {
    const issuer = await createHolder(kind)
    const learner = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const jwt = await issueWithJose(badgeOf(issuer.did, learner.did), issuer)
    expect(await verify(jwt)).toMatchObject({
      verdict: 'valid',
      securedWith: 'vc+jwt',
      credential: {
        ...summary,
        issuer: { id: issuer.did, name: 'Plymouth Sea Cadets' },
        subjectId: learner.did,
      },
    })
  })
})

describe('a badge of another city', () => {
  /** Serves a did:web with a Multikey and a JsonWebKey2020, and a status list in which index 3 is revoked. */
  async function startOtherCity() {
    const key = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const documents = new Map<string, JsonObject>()
    const { origin } = await serveLoopback((request, response) => {
      const document = documents.get(request.url ?? '')
      response.writeHead(document ? 200 : 404, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(document ?? {}))
    })
    const did = `did:web:${encodeURIComponent(new URL(origin).host)}:cadets`
    const multikey = `${did}#key-1`
    const webKey = `${did}#key-2`
    documents.set('/cadets/did.json', {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        {
          id: '#key-1',
          type: 'Multikey',
          controller: did,
          publicKeyMultibase: key.did.slice('did:key:'.length),
        },
        { id: webKey, type: 'JsonWebKey2020', controller: did, publicKeyJwk: key.publicJwk },
      ],
      assertionMethod: ['#key-1', webKey],
    })
    const bits = Buffer.alloc(16_384)
    bits[0] = 0b0001_0000
    const url = `${origin}/status/1`
    const list = await issueWithDidKit(
      {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        id: url,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: did,
        validFrom: '2026-05-04T08:00:00Z',
        credentialSubject: {
          id: `${url}#list`,
          type: 'BitstringStatusList',
          statusPurpose: 'revocation',
          encodedList: `u${gzipSync(bits).toString('base64url')}`,
        },
      },
      { verificationMethod: multikey, key: jwkOf(key) },
    )
    documents.set('/status/1', list)
    const entryAt = (index: number) => ({
      id: `${url}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: url,
    })
    return { did, key, multikey, webKey, entryAt }
  }

  test.each([
    [2, 'valid', 'pass', 'ok'],
    [3, 'invalid', 'fail', 'revoked'],
  ] as const)('at index %i of its list is %s', async (index, verdict, result, code) => {
    const city = await startOtherCity()
    const learner = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const document = badgeOf(city.did, learner.did, { credentialStatus: city.entryAt(index) })
    const embedded = await issueWithDidKit(document, {
      verificationMethod: city.multikey,
      key: jwkOf(city.key),
    })
    const token = await issueWithJose(document, {
      ...city.key,
      did: city.did,
      sign: (header, payload) => city.key.sign({ ...header, kid: city.webKey }, payload),
    })
    for (const badge of [embedded, token]) {
      expect(await verify(badge)).toMatchObject({
        verdict,
        checks: expect.arrayContaining([expect.objectContaining({ name: 'status', result, code })]),
        credential: { issuer: { id: city.did, name: 'Plymouth Sea Cadets' } },
      })
    }
  })

  test('is shown to the running verifier in both forms', async () => {
    const city = await startOtherCity()
    const learner = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const document = badgeOf(city.did, learner.did, { credentialStatus: city.entryAt(2) })
    const embedded = await issueWithDidKit(document, {
      verificationMethod: city.multikey,
      key: jwkOf(city.key),
    })
    const { requestId, requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer)
    const token = await issueWithJose(document, {
      ...city.key,
      did: city.did,
      sign: (header, payload) => city.key.sign({ ...header, kid: city.webKey }, payload),
    })
    const response = await answer(
      request,
      {
        'badges-ldp': [
          await signEmbeddedPresentation(request, embedded, { holder: learner, didkit }),
        ],
        'badges-jwt': [
          await signJwtPresentation(request, token, { holder: learner, version: '2.0' }),
        ],
      },
      employer,
    )
    expect([response.status, await response.json()]).toEqual([200, {}])
    const { report } = await employer.result(requestId)
    expect(report).toMatchObject({
      verdict: 'valid',
      holder: learner.did,
      credentials: [
        { verdict: 'valid', securedWith: 'eddsa-rdfc-2022' },
        { verdict: 'valid', securedWith: 'vc+jwt' },
      ],
    })
  })
})

describe('the page that checks anything', () => {
  /** What a person without account sees first. */
  async function verdictOn(text: string): Promise<string | undefined> {
    const body = new URLSearchParams({ text })
    const response = await employer.fetch(`${employer.url}/check`, { method: 'POST', body })
    return /class="report__verdict">([^<]*)</.exec(await response.text())?.[1]
  }

  test('proves what DIDKit and jose signed, and finds what was changed', async () => {
    const issuer = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const learner = await createHolder({ method: 'did:jwk', alg: 'ES256' })
    const document = badgeOf(issuer.did, learner.did)
    const signing = { verificationMethod: issuer.kid, key: jwkOf(issuer) }
    const badge = await issueWithDidKit(document, signing)
    expect(await verdictOn(JSON.stringify(badge))).toBe('The badge is proven.')
    expect(await verdictOn(JSON.stringify({ ...badge, name: 'Rope works' }))).toBe(
      'The badge is not valid.',
    )
    expect(await verdictOn(await issueWithJose(document, issuer))).toBe('The badge is proven.')
  })

  test('proves what @digitalbazaar/vc signed', async () => {
    const issuer = ed25519TestKey('an issuer elsewhere')
    const learner = await createHolder({ method: 'did:key', alg: 'EdDSA' })
    const document = badgeOf(issuer.did, learner.did)
    const badge = await referenceIssue(document, issuer, new Date('2026-05-04T08:00:00Z'))
    expect(await verdictOn(JSON.stringify(badge))).toBe('The badge is proven.')
  })
})
