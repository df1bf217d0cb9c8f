import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../../shared/credential/canonicalize.ts'
import { readSecured } from '../../../../shared/credential/secured.ts'
import { encodeBase58 } from '../../../../shared/did/base-encoding.ts'
import { canonicalizeJson } from '../../../../shared/json/jcs.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { momentOf } from '../../../../shared/verify/moment.ts'
import { readProofs } from '../../../../shared/verify/proof-candidates.ts'
import { listOf, objectsOf } from '../../../../shared/verify/values.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { verifyProof } from '../../../../shared/verify/verify-proof.ts'
import { problemsOf } from '../outcomes.ts'
import { type Actor, badge, createHolder, createIssuer } from '../world.ts'
import published from './vc-di-proof-chain.json' with { type: 'json' }
import { createWeb } from './web.ts'

const examples = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }
const canonicalizeExamples = createCanonicalize({
  contexts: new Map([['https://www.w3.org/ns/credentials/examples/v2', examples]]),
})

describe('the proof chain of W3C vc-di-eddsa', () => {
  async function lastProof(document: JsonObject) {
    const web = createWeb()
    for (const { verificationMethod: id } of published.signed.proof) {
      const [controller = '', publicKeyMultibase] = id.split('#')
      const method = { id, type: 'Multikey', controller, publicKeyMultibase }
      web.pages.set(controller, { body: { id: controller, assertionMethod: [method] } })
    }
    const reading = readProofs(readSecured(document), 'assertionMethod')
    const last = reading.outcome === 'read' ? reading.candidates.at(-1) : undefined
    if (last === undefined) throw new Error('the proof could not be read')
    const signer = {
      controller: ({ keyId }: { keyId: string }) => keyId.split('#')[0] ?? '',
      purpose: 'assertionMethod' as const,
    }
    const ports = { ...web.ports, canonicalize: canonicalizeExamples }
    const { proof } = await verifyProof([last], signer, ports, momentOf(web.clock()))
    return proof.code
  }

  it('verifies as published', async () => {
    expect(await lastProof(published.signed)).toBe('ok')
  })

  it.each([0, 1, 2])('does not without its proof %i, or once that was changed', async (index) => {
    const proofs: JsonObject[] = published.signed.proof
    const without = { ...published.signed, proof: proofs.filter((_, at) => at !== index) }
    const changed = proofs.map((proof, at) =>
      at === index ? { ...proof, created: '2023-02-20T00:00:00Z' } : proof,
    )
    expect(await lastProof(without)).toBe('malformed')
    expect(await lastProof({ ...published.signed, proof: changed })).toBe('signature_invalid')
  })
})

const hash = (value: unknown) => createHash('sha256').update(canonicalizeJson(value)).digest()

/** Adds a proof, over the document and those that it builds on as the specification puts them together. */
async function addProof(
  document: JsonObject,
  actor: Actor,
  { id, previous, more = {} }: { id?: string; previous?: unknown; more?: JsonObject } = {},
): Promise<JsonObject> {
  const { proof, ...unsecured } = document
  const proofs = objectsOf(proof)
  const matching = listOf(previous).flatMap((name) => proofs.find((each) => each.id === name) ?? [])
  const config = {
    ...{
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      proofPurpose: 'assertionMethod',
    },
    ...(id !== undefined && { id }),
    verificationMethod: actor.keyId,
    ...(previous !== undefined && { previousProof: previous }),
    '@context': document['@context'],
    ...more,
  }
  const signed = matching.length > 0 ? { ...unsecured, proof: matching } : unsecured
  const message = Buffer.concat([hash(config), hash(signed)])
  const proofValue = `z${encodeBase58(await actor.signer.sign(message))}`
  return { ...unsecured, proof: [...proofs, { ...config, proofValue }] }
}

async function setUp() {
  const web = createWeb()
  const issuer = createIssuer(web)
  const witness = createHolder()
  const unsigned = badge(issuer, { id: createHolder().did })
  const verify = async (document: JsonObject, ports = web.ports) => {
    const report = await verifyCredential(document, { ports })
    return [report.verdict, ...problemsOf(report)]
  }
  const witnessed = await addProof(unsigned, witness, { id: 'urn:uuid:1' })
  return { web, issuer, witness, unsigned, verify, witnessed }
}

describe('a badge that its issuer signs over the proof of another', () => {
  it('is valid, by a chain of three too, and unknown where chains are not read', async () => {
    const { web, issuer, witness, verify, witnessed } = await setUp()
    const signed = await addProof(witnessed, issuer, { previous: 'urn:uuid:1' })
    const second = await addProof(witnessed, witness, { id: 'urn:uuid:2', previous: 'urn:uuid:1' })
    const third = await addProof(second, issuer, { previous: ['urn:uuid:2', 'urn:uuid:1'] })
    const { further: _, ...browser } = web.ports
    expect(await verify(signed)).toEqual(['valid'])
    expect(await verify(third)).toEqual(['valid'])
    expect(await verify(signed, browser)).toEqual(['unknown', 'proof:unsupported'])
  })

  it('does not need what was signed after it', async () => {
    const { issuer, witness, unsigned, verify } = await setUp()
    const signed = await addProof(unsigned, issuer, { id: 'urn:uuid:1' })
    const after = await addProof(signed, witness, { previous: 'urn:uuid:1' })
    const broken = objectsOf(after.proof).map((proof, at) =>
      at === 1 ? { ...proof, proofValue: `z${'1'.repeat(64)}` } : proof,
    )
    expect(await verify({ ...after, proof: broken })).toEqual(['valid'])
  })

  type Proofs = (
    witnessed: JsonObject,
    parts: Awaited<ReturnType<typeof setUp>>,
  ) => Promise<JsonObject>
  const sign = (document: JsonObject, issuer: Actor, previous: unknown) =>
    addProof(document, issuer, { previous })

  it.each<[string, Proofs, string[]]>([
    [
      'lost the one before',
      async (witnessed, { issuer }) => {
        const { proof, ...rest } = await sign(witnessed, issuer, 'urn:uuid:1')
        return { ...rest, proof: objectsOf(proof).slice(1) }
      },
      ['invalid', 'proof:malformed'],
    ],
    [
      'names one that was never there',
      (witnessed, { issuer }) => sign(witnessed, issuer, ['urn:uuid:1', 'urn:uuid:none']),
      ['invalid', 'proof:malformed'],
    ],
    [
      'names one twice',
      (witnessed, { issuer }) => sign(witnessed, issuer, ['urn:uuid:1', 'urn:uuid:1']),
      ['invalid', 'proof:malformed'],
    ],
    [
      'names one of two with the same id',
      async (witnessed, { issuer, witness }) =>
        sign(await addProof(witnessed, witness, { id: 'urn:uuid:1' }), issuer, 'urn:uuid:1'),
      ['invalid', 'proof:malformed'],
    ],
    [
      'builds on itself',
      (witnessed, { issuer }) =>
        addProof(witnessed, issuer, { id: 'urn:uuid:9', previous: 'urn:uuid:9' }),
      ['invalid', 'proof:malformed'],
    ],
    [
      'builds on one that builds on it',
      async (_, { issuer, witness, unsigned }) => {
        const one = await addProof(unsigned, witness, { id: 'urn:uuid:1', previous: 'urn:uuid:9' })
        return addProof(one, issuer, { id: 'urn:uuid:9', previous: 'urn:uuid:1' })
      },
      ['invalid', 'proof:malformed'],
    ],
    [
      'builds on a proof by a key of nobody',
      async (_, { issuer, witness, unsigned }) => {
        const keyId = `${issuer.did}#key-of-a-thief`
        const one = await addProof(unsigned, { ...witness, keyId }, { id: 'urn:uuid:1' })
        return sign(one, issuer, 'urn:uuid:1')
      },
      ['invalid', 'proof:signature_invalid'],
    ],
    [
      'builds on a proof that is over',
      async (_, { issuer, witness, unsigned }) => {
        const more = { expires: '2026-01-01T00:00:00Z' }
        return sign(
          await addProof(unsigned, witness, { id: 'urn:uuid:1', more }),
          issuer,
          'urn:uuid:1',
        )
      },
      ['invalid', 'proof:signature_invalid'],
    ],
    [
      'builds on a proof of a kind that is not read',
      async (witnessed, { issuer }) => {
        const [proof] = objectsOf(witnessed.proof)
        const other = { ...witnessed, proof: [{ ...proof, cryptosuite: 'bbs-2023' }] }
        return sign(other, issuer, 'urn:uuid:1')
      },
      ['unknown', 'proof:unsupported'],
    ],
    [
      'builds on a proof of somebody out of reach',
      async (_, { web, issuer, witness, unsigned }) => {
        web.pages.set('https://down.example/me', 'down')
        const keyId = 'https://down.example/me#key'
        return sign(
          await addProof(unsigned, { ...witness, keyId }, { id: 'urn:uuid:1' }),
          issuer,
          'urn:uuid:1',
        )
      },
      ['unknown'],
    ],
  ])('is not valid when its proof %s', async (_, make, expected) => {
    const parts = await setUp()
    expect(await parts.verify(await make(parts.witnessed, parts))).toEqual(expected)
  })

  it('checks each of ten proofs that all build on all before them once', async () => {
    const { web, issuer, witness, unsigned, verify } = await setUp()
    let document = await addProof(unsigned, witness, { id: 'urn:uuid:0' })
    const ids = ['urn:uuid:0']
    for (let at = 1; at < 9; at++) {
      document = await addProof(document, witness, { id: `urn:uuid:${at}`, previous: [...ids] })
      ids.push(`urn:uuid:${at}`)
    }
    document = await addProof(document, issuer, { previous: ids })
    let checked = 0
    const verifySignature: typeof web.ports.verifySignature = (...input) => {
      checked += 1
      return web.ports.verifySignature(...input)
    }
    expect(await verify(document, { ...web.ports, verifySignature })).toEqual(['valid'])
    expect(checked).toBe(10)
  })
})
