import { describe, expect, it } from 'vitest'
import { harbourYouth, harbourYouthBadges } from '../../../issuer/demo/harbour-youth.ts'
import { configurationsOf } from '../../../issuer/oid4vci/configurations.ts'
import { chooseConfiguration } from '../../../issuer/oid4vci/issue-credential.ts'
import {
  buildAuthorizationServerMetadata,
  buildIssuerMetadata,
} from '../../../issuer/oid4vci/metadata.ts'

const publicUrl = 'https://cardiff.example'
const issuer = `${publicUrl}/providers/harbour-youth`
const provider = {
  ...harbourYouth,
  did: 'did:web:cardiff.example:providers:harbour-youth',
  createdAt: '',
  state: 'active',
} as const
const badges = harbourYouthBadges.map((badge) => ({
  ...badge,
  provider: 'harbour-youth',
  version: 1,
  createdAt: '',
}))
const firstAid = badges.find(({ slug }) => slug === 'first-aid')
if (firstAid === undefined) throw new Error('the club teaches first aid')

describe('buildIssuerMetadata', () => {
  const metadata = buildIssuerMetadata({ publicUrl, provider, badges })
  const configurations = metadata.credential_configurations_supported

  it('names endpoints below the issuer', () => {
    const { credential_configurations_supported: _, ...rest } = metadata
    expect(rest).toEqual({
      credential_issuer: issuer,
      authorization_servers: [issuer],
      credential_endpoint: `${issuer}/credential`,
      nonce_endpoint: `${issuer}/nonce`,
      display: [
        { name: 'Harbour Youth Club', locale: 'en' },
        { name: 'Clwb Ieuenctid yr Harbwr', locale: 'cy' },
      ],
    })
  })

  it('has each badge in each language and format', () => {
    expect(Object.keys(configurations)).toHaveLength(4 * 2 * 2)
  })

  it('says that an ldp_vc is bound to Ed25519 keys, in a form that 1.0 and draft 13 read', () => {
    const shown = {
      name: 'First aid basics',
      description: 'Can help a person who is hurt until an expert comes.',
      locale: 'en',
    }
    const logo = { uri: `${issuer}/badges/first-aid/v/1/image.png?stone=clay.heart` }
    expect(configurations['first-aid.1.en.ldp_vc']).toEqual({
      format: 'ldp_vc',
      cryptographic_binding_methods_supported: ['did:key', 'did:jwk', 'did:web'],
      credential_signing_alg_values_supported: ['eddsa-rdfc-2022'],
      proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
      credential_definition: {
        '@context': [
          'https://www.w3.org/ns/credentials/v2',
          'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        ],
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
      },
      display: [shown],
      credential_metadata: { display: [{ ...shown, logo }] },
    })
  })

  it('takes ES256 too for a jwt_vc_json', () => {
    expect(configurations['first-aid.1.cy.jwt_vc_json']).toMatchObject({
      format: 'jwt_vc_json',
      credential_signing_alg_values_supported: ['EdDSA'],
      proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA', 'ES256'] } },
      credential_definition: { type: ['VerifiableCredential', 'OpenBadgeCredential'] },
    })
  })
})

describe('buildAuthorizationServerMetadata', () => {
  it('takes pre-authorized codes from anybody', () => {
    expect(buildAuthorizationServerMetadata({ publicUrl, slug: 'harbour-youth' })).toEqual({
      issuer,
      token_endpoint: `${issuer}/token`,
      token_endpoint_auth_methods_supported: ['none'],
      response_types_supported: [],
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'],
      'pre-authorized_grant_anonymous_access_supported': true,
    })
  })
})

describe('chooseConfiguration', () => {
  it('goes by configuration in any language, by format in the language of the award', () => {
    const award = { language: 'cy' } as const
    const chosen = [
      chooseConfiguration({ by: 'configuration', id: 'first-aid.1.en.ldp_vc' }, firstAid, award),
      chooseConfiguration({ by: 'format', format: 'jwt_vc_json' }, firstAid, award),
      chooseConfiguration(
        { by: 'format', format: 'ldp_vc', types: ['OpenBadgeCredential'] },
        firstAid,
        award,
      ),
    ]
    expect(chosen.map(({ id }) => id)).toEqual([
      'first-aid.1.en.ldp_vc',
      'first-aid.1.cy.jwt_vc_json',
      'first-aid.1.cy.ldp_vc',
    ])
    expect(configurationsOf(firstAid, 'cy').map(({ id }) => id)).toEqual([
      'first-aid.1.cy.ldp_vc',
      'first-aid.1.cy.jwt_vc_json',
    ])
  })
})
