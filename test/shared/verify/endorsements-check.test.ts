import { describe, expect, it } from 'vitest'
import { credentialsV2Url, openBadgesUrl } from '../../../shared/credential/context-urls.ts'
import { envelopCredential } from '../../../shared/credential/enveloped.ts'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { problemsOf } from './outcomes.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  createIssuer,
  createWorld,
  type Format,
  secure,
} from './world.ts'

function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const endorser = createIssuer(world, 'did:web:guild.example')
  const holder = createHolder()
  const verify = async (
    change: (unsigned: JsonObject) => JsonObject,
    format: Format = 'data-integrity',
  ) => {
    const signed = await secure(change(badge(issuer, { id: holder.did })), issuer.signer, format)
    const report = await verifyCredential(signed, { ports: world.ports })
    return [report.verdict, problemsOf(report), report.checks.at(-1)?.code]
  }
  return { world, issuer, endorser, holder, verify }
}

function endorsement(
  endorser: Actor,
  subjectId: string = achievement.id,
  more: JsonObject = {},
): JsonObject {
  return {
    '@context': [credentialsV2Url, openBadgesUrl],
    id: 'urn:uuid:0f0f4f44-6f43-4b6c-8f3e-1a3a86a1a111',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsed by the guild',
    issuer: { id: endorser.did, type: ['Profile'], name: 'Guild' },
    validFrom: '2026-10-01T00:00:00Z',
    credentialSubject: { id: subjectId, type: ['EndorsementSubject'], endorsementComment: 'Good' },
    ...more,
  }
}

const inBadge = (endorsements: unknown[]) => (unsigned: JsonObject) => ({
  ...unsigned,
  endorsement: endorsements,
})

function inAchievement(endorsements: unknown[]) {
  return (unsigned: JsonObject) => ({
    ...unsigned,
    credentialSubject: {
      ...(unsigned.credentialSubject as JsonObject),
      achievement: { ...achievement, endorsement: endorsements },
    },
  })
}

describe('checkEndorsements', () => {
  it('verifies an endorsement of the badge, the achievement or the issuer, as JSON or token', async () => {
    const { issuer, endorser, verify } = setUp()
    const good = await secure(endorsement(endorser), endorser.signer)
    const ofIssuer = await signCredentialJwt({
      credential: endorsement(endorser, issuer.did),
      signer: endorser.signer,
    })
    const ofBadge = await secure(
      endorsement(endorser, 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11'),
      endorser.signer,
    )
    const change = (unsigned: JsonObject) => ({
      ...inAchievement([good])(unsigned),
      endorsement: [ofBadge],
      endorsementJwt: [ofIssuer],
    })
    // the contexts of Open Badges know no endorsementJwt: only a token can carry one
    expect(await verify(change, 'jwt')).toEqual(['valid', [], 'ok'])
  })

  it('verifies an endorsement in an envelope, also under a proof, and says what is wrong with one', async () => {
    const { endorser, verify } = setUp()
    const jwt = await signCredentialJwt({
      credential: endorsement(endorser),
      signer: endorser.signer,
    })
    const forged = `${jwt.slice(0, -8)}AAAAAAAA`
    const list = { ...envelopCredential(jwt), type: ['EnvelopedVerifiableCredential'] }
    for (const format of ['data-integrity', 'jwt'] as const) {
      expect(await verify(inBadge([envelopCredential(jwt)]), format)).toEqual(['valid', [], 'ok'])
      expect(await verify(inAchievement([list]), format)).toEqual(['valid', [], 'ok'])
      const spoilt = await verify(inBadge([envelopCredential(forged)]), format)
      expect(spoilt).toEqual(['valid', ['endorsements:endorsement_invalid'], 'endorsement_invalid'])
    }
  })

  it('says so beside a good badge whose endorsement was changed', async () => {
    const { endorser, verify } = setUp()
    const changed = {
      ...(await secure(endorsement(endorser), endorser.signer)),
      name: 'Praised by the guild',
    }
    const expected = ['valid', ['endorsements:endorsement_invalid'], 'endorsement_invalid']
    expect(await verify(inBadge([changed]))).toEqual(expected)
    expect(await verify(inAchievement([changed]))).toEqual(expected)
  })

  it.each([
    ['is not signed', endorsement({ did: 'did:web:guild.example' } as Actor)],
    ['is empty', { type: ['EndorsementCredential'] }],
    [
      'is an empty envelope',
      { '@context': credentialsV2Url, type: 'EnvelopedVerifiableCredential', id: 'data:,' },
    ],
    ['is an envelope without a token', envelopCredential('a.b.c')],
  ])('says so beside a good badge whose endorsement %s', async (_, hollow) => {
    const { verify } = setUp()
    expect(await verify(inBadge([hollow]), 'jwt')).toEqual([
      'valid',
      ['endorsements:endorsement_invalid'],
      'endorsement_invalid',
    ])
  })

  it('takes no other signed word about the issuer for an endorsement', async () => {
    const { issuer, endorser, verify } = setUp()
    const badgeOfIssuer = await signCredentialJwt({
      credential: badge(endorser, { id: issuer.did }),
      signer: endorser.signer,
    })
    const expected = ['valid', ['endorsements:endorsement_invalid'], 'endorsement_invalid']
    expect(await verify(inBadge([envelopCredential(badgeOfIssuer)]))).toEqual(expected)
    const asToken = (unsigned: JsonObject) => ({ ...unsigned, endorsementJwt: [badgeOfIssuer] })
    expect(await verify(asToken, 'jwt')).toEqual(expected)
  })

  it('does not count praise for something else', async () => {
    const { endorser, verify } = setUp()
    const other = await secure(
      endorsement(endorser, 'https://elsewhere.example/badge'),
      endorser.signer,
    )
    expect(await verify(inBadge([other]))).toEqual([
      'valid',
      ['endorsements:endorsement_of_another'],
      'endorsement_of_another',
    ])
  })

  it('says that it could not check an endorser who cannot be reached, and nothing else of the badge', async () => {
    const { world, endorser, verify } = setUp()
    const good = await secure(endorsement(endorser), endorser.signer)
    world.dids.set(endorser.did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await verify(inBadge([good]))).toEqual([
      'valid',
      ['endorsements:endorsement_unknown'],
      'endorsement_unknown',
    ])
  })

  it('verifies the endorsement of an endorsement, and goes no deeper', async () => {
    const { world, endorser, verify } = setUp()
    const second = createIssuer(world, 'did:web:second.example')
    const third = createIssuer(world, 'did:web:third.example')
    const id = 'urn:uuid:0f0f4f44-6f43-4b6c-8f3e-1a3a86a1a111'
    const innermost = await secure(endorsement(third, id), third.signer)
    const inner = await secure(endorsement(second, id), second.signer)
    const deep = await secure(endorsement(second, id, { endorsement: [innermost] }), second.signer)
    const twoLevels = await secure(
      endorsement(endorser, achievement.id, { endorsement: [inner] }),
      endorser.signer,
    )
    const threeLevels = await secure(
      endorsement(endorser, achievement.id, { endorsement: [deep] }),
      endorser.signer,
    )
    expect(await verify(inBadge([twoLevels]))).toEqual(['valid', [], 'ok'])
    // the innermost is not read, and its signer not asked
    expect(await verify(inBadge([threeLevels]))).toEqual(['valid', [], 'ok'])
    expect(world.asked.dids).not.toContain(third.did)
  })

  it('counts before it verifies: twenty are read, of twenty-one none, and nobody is asked', async () => {
    const { world, issuer, endorser, verify } = setUp()
    const good = await signCredentialJwt({
      credential: endorsement(endorser),
      signer: endorser.signer,
    })
    const many = (count: number) => (unsigned: JsonObject) => ({
      ...unsigned,
      endorsementJwt: Array.from({ length: count }, () => good),
    })
    expect(await verify(many(20), 'jwt')).toEqual(['valid', [], 'ok'])
    world.asked.dids.length = 0
    expect(await verify(many(21), 'jwt')).toEqual(['valid', ['endorsements:too_many'], 'too_many'])
    expect(new Set(world.asked.dids)).toEqual(new Set([issuer.did]))
  })

  it('counts what stands inside the tokens too', async () => {
    const { world, issuer, endorser, verify } = setUp()
    const inner = await signCredentialJwt({
      credential: endorsement(endorser),
      signer: endorser.signer,
    })
    const outer = await signCredentialJwt({
      credential: endorsement(endorser, achievement.id, { endorsementJwt: [inner, inner, inner] }),
      signer: endorser.signer,
    })
    const change = (unsigned: JsonObject) => ({
      ...unsigned,
      endorsementJwt: Array.from({ length: 6 }, () => outer),
    })
    expect(await verify(change, 'jwt')).toEqual(['valid', ['endorsements:too_many'], 'too_many'])
    expect(new Set(world.asked.dids)).toEqual(new Set([issuer.did]))
  })

  it('decides where a policy asks for it', async () => {
    const { world, issuer, endorser, holder } = setUp()
    const good = await secure(endorsement(endorser), endorser.signer)
    const signed = await secure(inBadge([good])(badge(issuer, { id: holder.did })), issuer.signer)
    world.dids.set(endorser.did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    const policy = { required: ['endorsements'] as const }
    const report = await verifyCredential(signed, { ports: world.ports, policy })
    expect([report.verdict, problemsOf(report)]).toEqual([
      'unknown',
      ['endorsements:endorsement_unknown'],
    ])
  })

  it('asks no endorser about a badge that is not the issuer’s', async () => {
    const { world, issuer, endorser, holder } = setUp()
    const good = await secure(endorsement(endorser), endorser.signer)
    const signed = await secure(inBadge([good])(badge(issuer, { id: holder.did })), issuer.signer)
    await verifyCredential({ ...signed, name: 'Changed' }, { ports: world.ports })
    expect(world.asked.dids).toEqual([issuer.did])
  })
})
