import { describe, expect, it } from 'vitest'
import { checkCode, refusedCode } from '../../../issuer/learner-codes/check-code.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { signLearnerCode } from '../../../shared/learner-code/learner-code.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createTestClock } from '../../support/clock.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'

const learner = ed25519TestKey('learner')
const did = parseDid('did:web:wallet.example:people:sam')
const city = parseDid('did:web:cardiff.example')
const clock = createTestClock()
const ticketHash = 'a'.repeat(43)

/** A document of the learner's whose key has these members too. */
function resolvedWith(members: { revoked?: string; expires?: string } = {}): DidResolution {
  const document = buildDidDocument({ did, keys: [{ publicKey: learner.publicKey }] })
  const verificationMethod = document.verificationMethod?.map((one) => ({ ...one, ...members }))
  return {
    outcome: 'resolved',
    document: { ...document, verificationMethod: verificationMethod ?? [] },
  }
}

async function check(resolution: DidResolution) {
  const signer = learner.signer(did)
  const code = await signLearnerCode({ signer, city, ticketHash, issuedAt: clock() })
  const ports = { cityDid: city, resolveDid: async () => resolution, verifySignature, clock }
  return checkCode(code, ports).catch((error: unknown) => {
    if (isAppError(error)) return error.message
    throw error
  })
}

const forged = refusedCode('forged').message
const seconds = (offset: number) => new Date(clock().getTime() + offset * 1_000).toISOString()

describe('checkCode', () => {
  it.each<[string, DidResolution, unknown]>([
    ['a key that the learner lists', resolvedWith(), { holder: did, ticketHash }],
    ['a key that ends later', resolvedWith({ expires: seconds(1) }), { holder: did, ticketHash }],
    ['a key that ends now', resolvedWith({ expires: seconds(0) }), forged],
    ['a key that was revoked', resolvedWith({ revoked: seconds(-1) }), forged],
    [
      'a key that is not listed',
      { outcome: 'resolved', document: buildDidDocument({ did, keys: [] }) },
      forged,
    ],
    ['a learner that is nowhere', { outcome: 'refused', code: 'x', detail: 'x' }, forged],
    [
      'a learner that cannot be asked',
      { outcome: 'unavailable', code: 'x', detail: 'x' },
      refusedCode('unreachable').message,
    ],
  ])('judges %s', async (_, resolution, expected) => {
    expect(await check(resolution)).toEqual(expected)
  })
})
