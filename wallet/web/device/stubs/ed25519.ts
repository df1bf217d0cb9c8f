/**
 * Stands in for the curve with which Veramo's utilities turn keys that sign into keys that encrypt. The app leaves
 * signing to WebCrypto and encrypts with no such key, so none of it is ever asked for.
 */
export const ed25519 = {
  get CURVE(): never {
    return absent()
  },
  get ExtendedPoint(): never {
    return absent()
  },
}

function absent(): never {
  throw new Error('this wallet encrypts with no key that signs')
}
