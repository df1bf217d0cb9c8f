import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { isJsonObject } from '../../../shared/json/json.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  type Format,
  publishList,
  secure,
  statusAt,
} from '../../shared/verify/world.ts'
import { ask, readResult } from '../asking.ts'
import { answerTo, post, sendToken } from '../hand-wallet.ts'
import { startTestVerifier, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

function badgeFor(
  holder: Actor,
  format: Format = 'data-integrity',
  more: Parameters<typeof badge>[2] = {},
) {
  const { issuer } = bench().city
  return secure(badge(issuer, { id: holder.did }, more), issuer.signer, format)
}

/** The JWT inside an enveloped credential. */
function jwtOf(enveloped: unknown): string {
  return isJsonObject(enveloped) ? String(enveloped.id).replace('data:application/vc+jwt,', '') : ''
}

describe('a presentation', () => {
  test.each([
    ['ldp_vc', 'direct_post', 'decentralized_identifier', 'Ed25519'],
    ['ldp_vc', 'direct_post.jwt', 'decentralized_identifier', 'Ed25519'],
    ['ldp_vc', 'direct_post', 'redirect_uri', 'Ed25519'],
    ['ldp_vc', 'direct_post.jwt', 'redirect_uri', 'Ed25519'],
    ['jwt_vc_json', 'direct_post', 'decentralized_identifier', 'Ed25519'],
    ['jwt_vc_json', 'direct_post.jwt', 'decentralized_identifier', 'P-256'],
    ['jwt_vc_json', 'direct_post', 'redirect_uri', 'P-256'],
  ] as const)(
    'of %s by %s to a %s is proven (%s)',
    async (kind, responseMode, clientIdPrefix, curve) => {
      const { verifier } = bench()
      const holder = createHolder(curve)
      const { created, request } = await ask(verifier, {
        badges: [achievement.id],
        responseMode,
        clientIdPrefix,
        purpose: 'Kitchen assistant',
        retentionDays: 7,
      })
      const format = kind === 'ldp_vc' ? 'data-integrity' : 'jwt'
      const queryId = kind === 'ldp_vc' ? 'badge-1-ldp' : 'badge-1-jwt'
      const presentation = await answerTo(request, await badgeFor(holder, format), holder, {
        format,
      })
      const response = await sendToken(request, { [queryId]: [presentation] })

      expect([response.status, await response.json()]).toEqual([200, {}])
      expect(response.headers.get('cache-control')).toBe('no-store')
      const result = await readResult(verifier, created)
      const text = typeof presentation === 'string' ? presentation : JSON.stringify(presentation)
      expect(result).toEqual({
        requestId: created.requestId,
        state: 'received',
        createdAt: '2026-11-22T10:00:00.000Z',
        expiresAt: '2026-11-22T11:00:00.000Z',
        answeredAt: '2026-11-22T10:00:00.000Z',
        purpose: 'Kitchen assistant',
        badges: [[achievement.id]],
        retentionDays: 7,
        presentationsHash: sha256(sha256(text)),
        report: expect.objectContaining({
          kind: 'presentation',
          verdict: 'valid',
          holder: holder.did,
        }),
      })
      expect(result.report?.credentials.map(({ verdict }) => verdict)).toEqual(['valid'])
    },
  )

  test('as a JWT with a vp claim, as older wallets send it', async () => {
    const { verifier } = bench()
    const holder = createHolder('P-256')
    const { created, request } = await ask(verifier)
    const now = 1_795_341_600
    const presentation = await signCompactJws({
      header: { typ: 'JWT', kid: holder.keyId },
      payload: {
        iss: holder.did,
        aud: request.client_id,
        nonce: request.nonce,
        iat: now,
        vp: {
          '@context': [credentialsV2Url],
          type: ['VerifiablePresentation'],
          verifiableCredential: [jwtOf(await badgeFor(holder, 'jwt'))],
        },
      },
      signer: holder.signer,
    })
    const response = await sendToken(request, { 'badges-jwt': [presentation] })
    expect(response.status).toBe(200)
    const { report } = await readResult(verifier, created)
    expect([report?.verdict, report?.holder]).toEqual(['valid', holder.did])
  })

  test('of several badges, of different holders, in both formats', async () => {
    const { verifier } = bench()
    const [one, other] = [createHolder(), createHolder('P-256')]
    const { created, request } = await ask(verifier)
    const response = await sendToken(request, {
      'badges-ldp': [
        await answerTo(request, await badgeFor(one), one),
        await answerTo(
          request,
          await badgeFor(one, 'data-integrity', {
            id: 'urn:uuid:00000000-0000-4000-8000-000000000002',
          }),
          one,
        ),
      ],
      'badges-jwt': [
        await answerTo(request, await badgeFor(other, 'jwt'), other, { format: 'jwt' }),
      ],
    })
    expect(response.status).toBe(200)
    const { report } = await readResult(verifier, created)
    expect(report).toMatchObject({ verdict: 'valid' })
    expect(report).not.toHaveProperty('holder')
    expect(report?.credentials.map(({ credential }) => credential?.subjectId)).toEqual([
      one.did,
      one.did,
      other.did,
    ])
  })

  test('in another language of the badge answers where its id was given too', async () => {
    const { verifier } = bench()
    const holder = createHolder()
    const welsh = `${achievement.id}/cy`
    const { request } = await ask(verifier, { badges: [[achievement.id, welsh]] })
    const credential = await badgeFor(holder, 'data-integrity', {
      achievement: { ...achievement, id: welsh },
    })
    const response = await sendToken(request, {
      'badge-1-ldp': [await answerTo(request, credential, holder)],
    })
    expect(response.status).toBe(200)
  })
})

describe('the report says', () => {
  const codesOf = (report: Awaited<ReturnType<typeof readResult>>['report'], name: string) =>
    report?.credentials.map(({ checks }) => checks.find((check) => check.name === name)?.code)

  async function reportOn(credential: unknown, holder: Actor, input: object = {}) {
    const { verifier } = bench()
    const { created, request } = await ask(verifier, input)
    const response = await sendToken(request, {
      'badges-ldp': [await answerTo(request, credential, holder)],
    })
    expect(response.status).toBe(200)
    return (await readResult(verifier, created)).report
  }

  test('that a badge was revoked', async () => {
    const { city } = bench()
    const holder = createHolder()
    const credential = await badgeFor(holder, 'data-integrity', { status: statusAt(94_567) })
    await publishList(city.world, city.issuer, { set: [94_567], ttlMs: 0 })
    const report = await reportOn(credential, holder)
    expect([report?.verdict, codesOf(report, 'status')]).toEqual(['invalid', ['revoked']])
  })

  test('that a badge has expired', async () => {
    const holder = createHolder()
    const credential = await badgeFor(holder, 'data-integrity', {
      validUntil: new Date('2026-11-01T00:00:00Z'),
    })
    const report = await reportOn(credential, holder)
    expect([report?.verdict, codesOf(report, 'dates')]).toEqual(['invalid', ['expired']])
  })

  test('that a badge was awarded to somebody else: a stolen one under another key', async () => {
    const [owner, thief] = [createHolder(), createHolder()]
    const report = await reportOn(await badgeFor(owner), thief)
    expect([report?.verdict, codesOf(report, 'holder-binding')]).toEqual([
      'invalid',
      ['subject_differs'],
    ])
  })

  test('that an issuer could not be reached: unknown, never valid', async () => {
    const { city } = bench()
    const holder = createHolder()
    const credential = await secure(
      badge({ did: 'did:web:down.example' as Actor['did'] }, { id: holder.did }),
      { ...city.issuer.signer, keyId: 'did:web:down.example#key' },
    )
    const report = await reportOn(credential, holder)
    expect([report?.verdict, codesOf(report, 'issuer-key')]).toEqual([
      'unknown',
      ['issuer_unreachable'],
    ])
  })

  test('that a status list could not be had: unknown', async () => {
    const holder = createHolder()
    const status = {
      ...statusAt(7),
      id: 'https://down.example/1#7',
      statusListCredential: 'https://down.example/1',
    }
    const report = await reportOn(await badgeFor(holder, 'data-integrity', { status }), holder)
    expect([report?.verdict, codesOf(report, 'status')]).toEqual(['unknown', ['list_unreachable']])
  })

  test('unknown for accreditation while nobody can tell, where cities are trusted', async () => {
    const holder = createHolder()
    const report = await reportOn(await badgeFor(holder), holder, {
      trustedCities: ['did:web:city.example'],
    })
    expect([report?.verdict, codesOf(report, 'accreditation')]).toEqual([
      'unknown',
      ['trust_list_unavailable'],
    ])
  })

  test('the same for cities that the whole verifier trusts', async () => {
    const { city } = bench()
    const trustedCities = [city.issuer.did]
    const verifier = await startTestVerifier({ city, change: { trustedCities } })
    const holder = createHolder()
    const { created, request } = await ask(verifier)
    const presentation = await answerTo(request, await badgeFor(holder), holder)
    await sendToken(request, { 'badges-ldp': [presentation] })
    const { report } = await readResult(verifier, created)
    expect([report?.verdict, codesOf(report, 'accreditation')]).toEqual([
      'unknown',
      ['trust_list_unavailable'],
    ])
  })

  test('the worst of several badges', async () => {
    const { verifier } = bench()
    const [holder, other] = [createHolder(), createHolder()]
    const { created, request } = await ask(verifier)
    const good = await answerTo(request, await badgeFor(holder), holder)
    const stolen = await answerTo(request, await badgeFor(other), holder)
    await sendToken(request, { 'badges-ldp': [good, stolen] })
    const { report } = await readResult(verifier, created)
    expect([report?.verdict, report?.credentials.map(({ verdict }) => verdict)]).toEqual([
      'invalid',
      ['valid', 'invalid'],
    ])
  })
})

describe('a wallet that declines', () => {
  test.each(['direct_post', 'direct_post.jwt'])(
    'is believed, by %s and unencrypted',
    async (responseMode) => {
      const { verifier } = bench()
      const { created, request } = await ask(verifier, { responseMode })
      const response = await post(request, {
        error: 'access_denied',
        error_description: 'no',
        state: request.state,
      })
      expect([response.status, await response.json()]).toEqual([200, {}])
      expect(await readResult(verifier, created)).toMatchObject({
        state: 'declined',
        declinedWith: 'access_denied',
        answeredAt: '2026-11-22T10:00:00.000Z',
      })
    },
  )

  test('cannot do so without the state of the request', async () => {
    const { verifier } = bench()
    const { created, request } = await ask(verifier)
    const response = await post(request, { error: 'access_denied', state: 'guess' })
    expect(response.status).toBe(400)
    expect((await readResult(verifier, created)).state).toBe('waiting')
  })
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
