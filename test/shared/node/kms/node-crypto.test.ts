import { describe, expect, it } from 'vitest'
import { sha256, verifySignature } from '../../../../shared/node/kms/node-crypto.ts'
import { describeVerifySignature } from '../../../support/signature-contract.ts'

describeVerifySignature(verifySignature)

describe('sha256', () => {
  // FIPS 180-4 examples
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %j is the published one, as text or bytes', (text, expected) => {
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(expected)
    expect(Buffer.from(sha256(Buffer.from(text))).toString('hex')).toBe(expected)
  })
})
