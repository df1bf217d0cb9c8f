import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../shared/errors/app-error.ts'
import {
  type CredentialOffer,
  type CredentialOfferReference,
  credentialOfferUri,
  parseCredentialOffer,
  readCredentialOfferUri,
  walletReceiveLink,
} from '../../../shared/oid4vc/oid4vci-credential-offer.ts'

const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** The example of OpenID4VCI 1.0 section 4.1.1, with another host. */
const offer: CredentialOffer = {
  credential_issuer: 'https://issuer.example',
  credential_configuration_ids: ['UniversityDegreeCredential', 'org.iso.18013.5.1.mDL'],
  grants: {
    [grant]: {
      'pre-authorized_code': 'oaKazRN8I0IbtZ0C7JuMn5',
      tx_code: {
        length: 4,
        input_mode: 'numeric',
        description: 'Please provide the one-time code that was sent via e-mail',
      },
    },
  },
}
const url = 'https://city.example/providers/youth/offers/abc'
const byReference: CredentialOfferReference = { kind: 'reference', url }
const byValue: CredentialOfferReference = { kind: 'value', offer }

const encodedUrl = encodeURIComponent(url)
const encodedOffer = encodeURIComponent(JSON.stringify(offer))

describe('readCredentialOfferUri', () => {
  it.each<[string, string, CredentialOfferReference]>([
    [
      'the scheme, by reference',
      `openid-credential-offer://?credential_offer_uri=${encodedUrl}`,
      byReference,
    ],
    [
      'the scheme, by value',
      `openid-credential-offer://?credential_offer=${encodedOffer}`,
      byValue,
    ],
    [
      'the scheme with a host',
      `openid-credential-offer://wallet?credential_offer_uri=${encodedUrl}`,
      byReference,
    ],
    [
      'a wallet’s fragment',
      `https://wallet.example/receive#credential_offer_uri=${encodedUrl}`,
      byReference,
    ],
    [
      'a wallet’s query',
      `https://wallet.example/receive?credential_offer_uri=${encodedUrl}`,
      byReference,
    ],
    [
      'a wallet’s fragment, by value',
      `https://wallet.example/receive#credential_offer=${encodedOffer}`,
      byValue,
    ],
    ['the offer’s own address', url, byReference],
    ['its JSON', JSON.stringify(offer), byValue],
    ['blanks around it', `\n  ${url}  \n`, byReference],
    [
      'http on this machine',
      'http://localhost:3001/offers/1',
      { kind: 'reference', url: 'http://localhost:3001/offers/1' },
    ],
  ])('reads %s', (_, text, expected) => {
    expect(readCredentialOfferUri(text)).toEqual(expected)
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['words', 'my badge please'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    [
      'an offer and an address',
      `openid-credential-offer://?credential_offer_uri=${encodedUrl}&credential_offer=${encodedOffer}`,
    ],
    [
      'two addresses',
      `openid-credential-offer://?credential_offer_uri=${encodedUrl}&credential_offer_uri=https%3A%2F%2Fevil.example`,
    ],
    [
      'one address in the query and one in the fragment',
      `https://wallet.example/receive?credential_offer_uri=https%3A%2F%2Fevil.example#credential_offer_uri=${encodedUrl}`,
    ],
    [
      'an address that is a script',
      'openid-credential-offer://?credential_offer_uri=javascript%3Aalert(1)',
    ],
    [
      'an address that is a file',
      'openid-credential-offer://?credential_offer_uri=file%3A%2F%2F%2Fetc%2Fpasswd',
    ],
    ['an empty address', 'openid-credential-offer://?credential_offer_uri='],
    ['a scheme without an offer', 'openid-credential-offer://'],
    ['broken JSON', '{"credential_issuer":'],
    [
      'a member twice',
      `{"credential_issuer":"https://a.example","credential_issuer":"https://b.example"}`,
    ],
    ['a list', '{}'],
    ['20 kB', `openid-credential-offer://?credential_offer=${'x'.repeat(20_000)}`],
  ])('refuses %s', (_, text) => {
    expect(() => readCredentialOfferUri(text)).toThrow(
      expect.objectContaining({ code: 'offer_malformed' }),
    )
  })

  it('repeats nothing of a broken offer', () => {
    const secret = 'code-that-must-not-be-told'
    const text = `openid-credential-offer://?credential_offer={"pre-authorized_code":"${secret}`
    expect(messageOf(() => readCredentialOfferUri(text))).not.toContain(secret)
  })

  it('reads or refuses, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true })),
        (text) => {
          try {
            readCredentialOfferUri(text)
          } catch (error) {
            if (!isAppError(error) || error.code !== 'offer_malformed') throw error
          }
        },
      ),
    )
  })
})

describe('parseCredentialOffer', () => {
  it.each<[string, unknown]>([
    ['no issuer', { ...offer, credential_issuer: undefined }],
    ['an issuer that is a script', { ...offer, credential_issuer: 'javascript:alert(1)' }],
    ['no credential', { ...offer, credential_configuration_ids: [] }],
    ['a credential twice', { ...offer, credential_configuration_ids: ['a', 'a'] }],
    ['a credential that is an object', { ...offer, credential_configuration_ids: [{}] }],
    [
      '101 credentials',
      { ...offer, credential_configuration_ids: Array.from({ length: 101 }, (_, i) => `${i}`) },
    ],
    ['a code that is a number', { ...offer, grants: { [grant]: { 'pre-authorized_code': 1 } } }],
    [
      'an unknown input mode',
      {
        ...offer,
        grants: { [grant]: { 'pre-authorized_code': 'x', tx_code: { input_mode: 'voice' } } },
      },
    ],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(() => parseCredentialOffer(value)).toThrow(
      expect.objectContaining({ code: 'offer_malformed' }),
    )
  })

  it('keeps what it does not know', () => {
    const extended = { ...offer, grants: { authorization_code: { issuer_state: 'x' } }, more: 1 }
    expect(parseCredentialOffer(extended)).toEqual(extended)
  })
})

describe('credentialOfferUri and walletReceiveLink', () => {
  it.each([byReference, byValue])('are read back as what they were made of', (reference) => {
    expect(readCredentialOfferUri(credentialOfferUri(reference))).toEqual(reference)
    expect(readCredentialOfferUri(walletReceiveLink('https://wallet.example/', reference))).toEqual(
      reference,
    )
  })

  it('keep the offer in the fragment of the wallet’s link', () => {
    const link = new URL(walletReceiveLink('https://wallet.example', byReference))
    expect([link.pathname, link.search, link.hash]).toEqual([
      '/receive',
      '',
      `#credential_offer_uri=${encodedUrl}`,
    ])
  })
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return String(error)
  }
  return ''
}
