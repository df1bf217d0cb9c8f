import { createAgent, type IAgentPlugin, type IResolver, type TAgent } from '@veramo/core'
import type { ICredentialIssuer, ICredentialVerifier, IVerifyResult } from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { type DIDResolver, Resolver } from 'did-resolver'
import { describe, expect, it } from 'vitest'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { signCredentialJwt } from '../../shared/credential/vc-jwt.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { verifyPresentation } from '../../shared/verify/verify-presentation.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import {
  type Actor,
  badge,
  binding,
  createHolder,
  createIssuer,
  createWorld,
  present,
  publishList,
  secure,
  statusAt,
  type World,
} from '../shared/verify/world.ts'

/**
 * What the stock verifier of Veramo 7.0.1 lets through, each beside the same situation in Waymark's pipeline. The
 * stock verifier reads version 1.1 of the data model, Waymark version 2.0: so the inputs differ in form, and the
 * situation is the same.
 */

type StockAgent = TAgent<ICredentialVerifier & ICredentialIssuer & IResolver>

/** The stock agent, with the world's DIDs. */
function createStock(
  world: World,
  options: { cache?: boolean; plugins?: IAgentPlugin[] } = {},
): StockAgent {
  const resolve: DIDResolver = async (did) => {
    const resolution = await world.ports.resolveDid(parseDid(did))
    const isGone = resolution.outcome === 'deactivated'
    return {
      didDocument:
        resolution.outcome === 'resolved' ? JSON.parse(JSON.stringify(resolution.document)) : null,
      didResolutionMetadata: {},
      didDocumentMetadata: isGone ? { deactivated: true } : {},
    }
  }
  const resolver = new Resolver({ web: resolve, key: resolve }, { cache: options.cache ?? false })
  return createAgent<ICredentialVerifier & ICredentialIssuer & IResolver>({
    plugins: [
      new CredentialPlugin([new CredentialProviderJWT()]),
      new DIDResolverPlugin({ resolver }),
      ...(options.plugins ?? []),
    ],
  })
}

function setUp(options: Parameters<typeof createStock>[1] = {}) {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  const stock = createStock(world, options)
  const now = world.clock().getTime() / 1000
  return {
    world,
    issuer,
    holder,
    now,
    stockCredential: (credential: string) =>
      accepted(stock.verifyCredential({ credential, policies: { now } })),
    stockPresentation: (presentation: string) =>
      accepted(stock.verifyPresentation({ presentation, ...stockBinding, policies: { now } })),
    ours: async (input: string | JsonObject) => {
      const report = await verifyCredential(input, { ports: world.ports })
      return [report.verdict, problemsOf(report)]
    },
    oursPresented: async (input: string | JsonObject, asked = binding) => {
      const report = await verifyPresentation(input, { ports: world.ports, binding: asked })
      return [report.verdict, [...problemsOf(report), ...report.credentials.flatMap(problemsOf)]]
    },
  }
}

const stockBinding = { challenge: binding.nonce, domain: binding.audience }

async function accepted(result: Promise<IVerifyResult>): Promise<boolean> {
  return (await result).verified
}

/** A credential of version 1.1, as the stock provider reads it. */
function stockBadge(
  issuer: Actor,
  subjectId: string,
  more: { claims?: JsonObject; vc?: JsonObject; header?: JsonObject } = {},
) {
  return signCompactJws({
    header: { typ: 'JWT', ...more.header },
    payload: {
      iss: issuer.did,
      sub: subjectId,
      nbf: 1_788_253_200,
      vc: {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiableCredential'],
        credentialSubject: { id: subjectId, badge: 'Harbour guide' },
        ...more.vc,
      },
      ...more.claims,
    },
    signer: issuer.signer,
  })
}

function stockShown(holder: Actor, credentials: string[]) {
  return signCompactJws({
    header: { typ: 'JWT' },
    payload: {
      iss: holder.did,
      aud: binding.audience,
      nonce: binding.nonce,
      vp: {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
        verifiableCredential: credentials,
      },
    },
    signer: holder.signer,
  })
}

function forged(token: string): string {
  const [head, body] = token.split('.')
  return `${head}.${body}.${Buffer.alloc(64, 1).toString('base64url')}`
}

describe('the stock verifier', () => {
  it('is set up fairly: it takes a good badge and refuses a forged one', async () => {
    const { issuer, holder, stockCredential, stockPresentation } = setUp()
    const good = await stockBadge(issuer, holder.did)
    expect(await stockCredential(good)).toBe(true)
    expect(await stockCredential(forged(good))).toBe(false)
    expect(await stockPresentation(await stockShown(holder, [good]))).toBe(true)
  })
})

describe('a presentation', () => {
  it('of a forged credential', async () => {
    const { issuer, holder, stockPresentation, oursPresented } = setUp()
    const theirs = forged(await stockBadge(issuer, holder.did))
    expect(await stockPresentation(await stockShown(holder, [theirs]))).toBe(true)

    const token = forged(
      await signCredentialJwt({
        credential: badge(issuer, { id: holder.did }),
        signer: issuer.signer,
      }),
    )
    expect(await oursPresented(await stockShown(holder, [token]).then(withKeyId(holder)))).toEqual([
      'invalid',
      ['proof:signature_invalid'],
    ])
  })

  it('of a credential awarded to somebody else', async () => {
    const { issuer, holder, stockPresentation, oursPresented } = setUp()
    const owner = createHolder()
    const theirs = await stockBadge(issuer, owner.did)
    expect(await stockPresentation(await stockShown(holder, [theirs]))).toBe(true)

    const stolen = await secure(badge(issuer, { id: owner.did }), issuer.signer)
    expect(await oursPresented(await present([stolen], holder))).toEqual([
      'invalid',
      ['holder-binding:subject_differs'],
    ])
  })

  it('that was shown before', async () => {
    const { issuer, holder, stockPresentation, oursPresented } = setUp()
    const theirs = await stockShown(holder, [await stockBadge(issuer, holder.did)])
    expect([await stockPresentation(theirs), await stockPresentation(theirs)]).toEqual([true, true])

    // who gives out nonces gives out each once: the second request has another
    const shown = await present(
      [await secure(badge(issuer, { id: holder.did }), issuer.signer)],
      holder,
    )
    const next = { ...binding, nonce: 'n-the-next-request' }
    expect([await oursPresented(shown), await oursPresented(shown, next)]).toEqual([
      ['valid', []],
      ['invalid', ['holder-binding:nonce_wrong']],
    ])
  })

  it('of a badge in an envelope, which the stock agent cannot make', async () => {
    const { world, issuer, holder, oursPresented } = setUp()
    const enveloped = await secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    const presentation = { holder: holder.did, verifiableCredential: [enveloped] }
    const making = createStock(world).createVerifiablePresentation({
      // version 2.0 puts an object without proof here, which the stock types do not know
      presentation: presentation as never,
      proofFormat: 'jwt',
    })
    await expect(making).rejects.toThrow(TypeError)
    expect(await oursPresented(await present([enveloped], holder))).toEqual(['valid', []])
  })
})

describe('a credential', () => {
  it('that was revoked, handed over as text', async () => {
    const checkCredentialStatus = async () => ({ revoked: true })
    const { world, issuer, holder, stockCredential, ours } = setUp({
      plugins: [{ methods: { checkCredentialStatus } }],
    })
    const credentialStatus = { id: 'https://city.example/status/1#5', type: 'TestStatus' }
    const theirs = await stockBadge(issuer, holder.did, { vc: { credentialStatus } })
    expect(await stockCredential(theirs)).toBe(true)

    await publishList(world, issuer, { set: [5] })
    const credential = badge(issuer, { id: holder.did }, { status: statusAt(5) })
    const token = await signCredentialJwt({ credential, signer: issuer.signer })
    expect(await ours(token)).toEqual(['invalid', ['status:revoked']])
  })

  it('whose key is listed for authentication only', async () => {
    const { world, issuer, holder, stockCredential, ours } = setUp()
    const resolution = world.dids.get(issuer.did)
    if (resolution?.outcome !== 'resolved') throw new Error('the issuer has no document')
    const { assertionMethod: _, ...document } = resolution.document
    world.dids.set(issuer.did, { outcome: 'resolved', document })
    expect(await stockCredential(await stockBadge(issuer, holder.did))).toBe(true)

    const signed = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    expect(await ours(signed)).toEqual(['invalid', ['issuer-key:key_not_for_assertion']])
  })

  it('whose key was removed a year ago, verified by who saw it before', async () => {
    const { world, issuer, holder, now } = setUp()
    const stock = createStock(world, { cache: true })
    const stockCredential = (at: number) => async (credential: string) =>
      accepted(stock.verifyCredential({ credential, policies: { now: at } }))
    const theirs = await stockBadge(issuer, holder.did)
    expect(await stockCredential(now)(theirs)).toBe(true)

    let served = world.dids.get(issuer.did)
    const { resolveDid } = createDidResolver({
      clock: world.clock,
      fetch: async () =>
        Response.json(served?.outcome === 'resolved' ? served.document : {}, {
          headers: { 'content-type': 'application/did+json' },
        }),
    })
    const ports = { ...world.ports, resolveDid }
    const signed = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    expect((await verifyCredential(signed, { ports })).verdict).toBe('valid')

    createIssuer(world, issuer.did)
    served = world.dids.get(issuer.did)
    world.clock.advance(301)
    const report = await verifyCredential(signed, { ports })
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['issuer-key:key_missing']])
    world.clock.advance(365 * 86_400)
    expect(await stockCredential(now + 365 * 86_400)(theirs)).toBe(true)
  })

  it('of an issuer whose DID was deactivated', async () => {
    const { world, issuer, holder, now, ours } = setUp()
    const resolution = world.dids.get(issuer.did)
    if (resolution?.outcome !== 'resolved') throw new Error('the issuer has no document')
    const didDocument = JSON.parse(JSON.stringify(resolution.document))
    const web: DIDResolver = async () => ({
      didDocument,
      didResolutionMetadata: {},
      didDocumentMetadata: { deactivated: true },
    })
    const stock = createAgent<ICredentialVerifier>({
      plugins: [
        new CredentialPlugin([new CredentialProviderJWT()]),
        new DIDResolverPlugin({ resolver: new Resolver({ web }) }),
      ],
    })
    const credential = await stockBadge(issuer, holder.did)
    expect(await accepted(stock.verifyCredential({ credential, policies: { now } }))).toBe(true)

    world.dids.set(issuer.did, { outcome: 'deactivated' })
    const signed = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    expect(await ours(signed)).toEqual(['invalid', ['issuer-key:issuer_deactivated']])
  })

  it('whose header names critical extensions that nobody understands', async () => {
    const { issuer, holder, stockCredential, ours } = setUp()
    const header = { crit: ['https://city.example/only-on-sundays'] }
    expect(await stockCredential(await stockBadge(issuer, holder.did, { header }))).toBe(true)

    const token = await signCompactJws({
      header: { ...header, typ: 'vc+jwt', kid: issuer.keyId },
      payload: badge(issuer, { id: holder.did }),
      signer: issuer.signer,
    })
    expect(await ours(token)).toEqual(['invalid', ['proof:header_refused']])
  })

  it('whose typ says that it is something else', async () => {
    const { issuer, holder, stockCredential, ours } = setUp()
    const header = { typ: 'oauth-authz-req+jwt' }
    expect(await stockCredential(await stockBadge(issuer, holder.did, { header }))).toBe(true)

    const token = await signCompactJws({
      header: { ...header, kid: issuer.keyId },
      payload: badge(issuer, { id: holder.did }),
      signer: issuer.signer,
    })
    expect(await ours(token)).toEqual(['invalid', ['proof:header_refused']])
  })

  it('whose validUntil has passed', async () => {
    const { issuer, holder, stockCredential, ours } = setUp()
    const vc = { validUntil: '2026-01-01T00:00:00Z' }
    expect(await stockCredential(await stockBadge(issuer, holder.did, { vc }))).toBe(true)

    const validUntil = new Date('2026-10-01T00:00:00Z')
    const signed = await secure(badge(issuer, { id: holder.did }, { validUntil }), issuer.signer)
    expect(await ours(signed)).toEqual(['invalid', ['dates:expired']])
  })

  it('that expired four minutes ago', async () => {
    const { world, issuer, holder, now, stockCredential, ours } = setUp()
    const expiredAt = now - 240
    expect(
      await stockCredential(await stockBadge(issuer, holder.did, { claims: { exp: expiredAt } })),
    ).toBe(true)

    const validUntil = new Date(world.clock().getTime() - 240_000)
    const signed = await secure(
      badge(issuer, { id: holder.did }, { validUntil }),
      issuer.signer,
      'jwt',
    )
    expect(await ours(signed)).toEqual(['invalid', ['dates:expired']])
  })

  it('under a key of small order, for which one signature fits every message', async () => {
    const { world, holder, stockCredential, ours } = setUp()
    const did = parseDid('did:web:nobody.example')
    const keyId = `${did}#key-1`
    const identity = Uint8Array.of(1, ...new Uint8Array(31))
    const anySignature = Uint8Array.of(1, ...new Uint8Array(63))
    const method = {
      id: keyId,
      type: 'JsonWebKey2020',
      controller: did,
      publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(identity) },
    }
    const document = { id: did, verificationMethod: [method], assertionMethod: [keyId] }
    world.dids.set(did, { outcome: 'resolved', document })
    const nobody: Actor = {
      did,
      publicKey: { curve: 'Ed25519', bytes: identity },
      keyId,
      signer: { keyId, curve: 'Ed25519', sign: async () => anySignature },
    }
    expect(await stockCredential(await stockBadge(nobody, holder.did))).toBe(true)

    const credential = badge(nobody, { id: holder.did })
    const token = await signCredentialJwt({ credential, signer: nobody.signer })
    expect(await ours(token)).toEqual(['invalid', ['issuer-key:key_missing']])
  })

  it('that the stock plugin wrote into: a date and a context in the caller’s own object', async () => {
    const { world, issuer, ours, holder } = setUp()
    const good = badge(issuer, { id: holder.did })
    const written: JsonObject = JSON.parse(JSON.stringify(good))
    const making = createStock(world).createVerifiableCredential({
      // the stock types know version 1.1 only
      credential: written as never,
      proofFormat: 'jwt',
    })
    await expect(making).rejects.toThrow('must be a DID managed by this agent')
    const { issuanceDate, '@context': contexts, ...rest } = written
    expect([typeof issuanceDate, contexts]).toEqual([
      'string',
      ['https://www.w3.org/2018/credentials/v1', ...(good['@context'] as string[])],
    ])

    const sign = (credential: JsonObject) =>
      signCredentialJwt({ credential, signer: issuer.signer })
    const dated = { ...rest, '@context': good['@context'], issuanceDate }
    expect(await ours(await sign(dated))).toEqual(['invalid', ['shape:model_invalid']])
    expect(await ours(await sign(written))).toEqual(['invalid', ['shape:context_invalid']])
    expect(await ours(await sign(good))).toEqual(['valid', []])
  })
})

/** The same presentation with the key id that Waymark asks for in a header. */
function withKeyId(holder: Actor) {
  return (token: string) => {
    const [, body = ''] = token.split('.')
    return signCompactJws({
      header: { typ: 'JWT', kid: holder.keyId },
      payload: JSON.parse(Buffer.from(body, 'base64url').toString()),
      signer: holder.signer,
    })
  }
}
