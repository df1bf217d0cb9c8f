const security = 'https://w3id.org/security#'
const scoped = { '@protected': true, id: '@id', type: '@type' }
const dateTime = 'http://www.w3.org/2001/XMLSchema#dateTime'
const purposes = {
  assertionMethod: 'assertionMethod',
  authentication: 'authenticationMethod',
  capabilityInvocation: 'capabilityInvocationMethod',
  capabilityDelegation: 'capabilityDelegationMethod',
  keyAgreement: 'keyAgreementMethod',
}

/**
 * The JSON-LD context of Ed25519Signature2020, which no package here carries: what it says has been fixed since 2020.
 * Its terms mean what those of Data Integrity mean.
 * @see https://w3c-ccg.github.io/lds-ed25519-2020/
 */
export const ed25519Signature2020Context: object = {
  '@context': {
    ...scoped,
    proof: { '@id': `${security}proof`, '@type': '@id', '@container': '@graph' },
    Ed25519VerificationKey2020: {
      '@id': `${security}Ed25519VerificationKey2020`,
      '@context': {
        ...scoped,
        controller: { '@id': `${security}controller`, '@type': '@id' },
        revoked: { '@id': `${security}revoked`, '@type': dateTime },
        publicKeyMultibase: {
          '@id': `${security}publicKeyMultibase`,
          '@type': `${security}multibase`,
        },
      },
    },
    Ed25519Signature2020: {
      '@id': `${security}Ed25519Signature2020`,
      '@context': {
        ...scoped,
        challenge: `${security}challenge`,
        created: { '@id': 'http://purl.org/dc/terms/created', '@type': dateTime },
        domain: `${security}domain`,
        expires: { '@id': `${security}expiration`, '@type': dateTime },
        nonce: `${security}nonce`,
        proofPurpose: {
          '@id': `${security}proofPurpose`,
          '@type': '@vocab',
          '@context': {
            ...scoped,
            ...Object.fromEntries(
              Object.entries(purposes).map(([term, name]) => [
                term,
                { '@id': security + name, '@type': '@id', '@container': '@set' },
              ]),
            ),
          },
        },
        proofValue: { '@id': `${security}proofValue`, '@type': `${security}multibase` },
        verificationMethod: { '@id': `${security}verificationMethod`, '@type': '@id' },
      },
    },
  },
}
