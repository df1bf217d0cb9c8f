import { describe, expect, test } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { addDataIntegrityProof } from '../../../shared/credential/data-integrity.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()
const canonicalize = createCanonicalize()
const issuer = ed25519TestKey('vcalm issuer')
const holder = ed25519TestKey('vcalm holder')
const v2 = 'https://www.w3.org/ns/credentials/v2'
const created = new Date('2026-09-01T10:00:00Z')

function issue(changes: JsonObject = {}): Promise<JsonObject> {
  const document = {
    '@context': [v2],
    type: ['VerifiableCredential'],
    issuer: issuer.did,
    credentialSubject: { id: 'did:example:subject' },
    ...changes,
  }
  const signer = issuer.signer()
  return addDataIntegrityProof({
    ...{ document, signer, created, canonicalize },
    proofPurpose: 'assertionMethod',
  })
}

async function verify(what: 'credentials' | 'presentations', json: JsonObject) {
  const response = await bench().verifier.api(`/api/v1/${what}/verify`, { json })
  return { status: response.status, body: await response.json() }
}

describe('POST /api/v1/credentials/verify', () => {
  test('answers 200 for what verifies and problem details for what does not', async () => {
    const verifiableCredential = await issue()
    expect(await verify('credentials', { verifiableCredential })).toEqual({
      status: 200,
      body: {
        verified: true,
        checks: ['shape', 'proof', 'issuer-key', 'dates', 'holder-binding', 'status'],
        problemDetails: [],
        errors: [],
        warnings: [],
      },
    })
    const changed = { ...verifiableCredential, validUntil: '2030-01-01T00:00:00Z' }
    expect(await verify('credentials', { verifiableCredential: changed })).toMatchObject({
      status: 400,
      body: {
        verified: false,
        type: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
        status: 400,
      },
    })
  })

  test('holds what was verified where that is asked for, and nothing of it elsewhere', async () => {
    const verifiableCredential = await issue()
    const asked = async (returnCredential: boolean, name = 'A') =>
      Object(
        (
          await verify('credentials', {
            verifiableCredential: { ...verifiableCredential, ...(name !== 'A' && { name }) },
            options: { returnCredential },
          })
        ).body,
      )
    expect((await asked(true)).verifiableCredential).toEqual(verifiableCredential)
    expect(await asked(true, 'B')).toMatchObject({
      verified: false,
      verifiableCredential: { ...verifiableCredential, name: 'B' },
    })
    expect(await asked(false)).not.toHaveProperty('verifiableCredential')
  })

  test('takes neither contexts of a document’s own nor what suites need', async () => {
    for (const [context, status, code] of [
      [{ Own: 'https://example.org/#Own' }, 400, 'context_invalid'],
      ['https://www.w3.org/ns/credentials/examples/v2', 422, 'context_unknown'],
    ] as const) {
      const verifiableCredential = { ...(await issue()), '@context': [v2, context] }
      expect(await verify('credentials', { verifiableCredential })).toMatchObject({
        status,
        body: { verified: false, problemDetails: [{ code }] },
      })
    }
  })

  test.each([[{}], [{ verifiableCredential: 1 }], [{ verifiableCredential: {}, options: 1 }]])(
    'refuses a request of %j',
    async (json) => {
      expect(await verify('credentials', json)).toMatchObject({
        status: 400,
        body: { verified: false },
      })
    },
  )

  test('is closed to who has no key', async () => {
    const { url } = bench().verifier
    const { status } = await fetch(`${url}/api/v1/credentials/verify`, { method: 'POST' })
    expect(status).toBe(401)
  })
})

describe('POST /api/v1/presentations/verify', () => {
  test('heeds the challenge and the domain that it is asked for', async () => {
    const document = {
      '@context': [v2],
      type: ['VerifiablePresentation'],
      holder: holder.did,
      verifiableCredential: [await issue()],
    }
    const binding = { challenge: 'c-1', domain: 'shop.example' }
    const verifiablePresentation = await addDataIntegrityProof({
      ...{ document, created, canonicalize, ...binding },
      signer: holder.signer(),
      proofPurpose: 'authentication',
    })
    const asked = (options: JsonObject) =>
      verify('presentations', { verifiablePresentation, options })
    expect(await asked(binding)).toMatchObject({ status: 200, body: { verified: true } })
    expect(await asked({ ...binding, returnPresentation: true })).toMatchObject({
      status: 200,
      body: { verified: true, verifiablePresentation },
    })
    expect(await asked({ ...binding, challenge: 'c-2' })).toMatchObject({
      status: 400,
      body: { type: 'https://w3id.org/security#INVALID_CHALLENGE_ERROR' },
    })
  })
})
