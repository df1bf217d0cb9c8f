import {
  Oauth2AuthorizationServer,
  Oauth2ServerErrorResponseError,
  preAuthorizedCodeGrantIdentifier,
  setGlobalConfig,
} from '@openid4vc/oauth2'
import {
  type IssuerMetadataResult,
  Openid4vciIssuer,
  Openid4vciVersion,
} from '@openid4vc/openid4vci'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { buildOpenBadge } from '../../shared/credential/build-open-badge.ts'
import { createCanonicalize } from '../../shared/credential/canonicalize.ts'
import { addDataIntegrityProof } from '../../shared/credential/data-integrity.ts'
import { signCredentialJwt } from '../../shared/credential/vc-jwt.ts'
import { parseDidUrl } from '../../shared/did/did.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { serveLoopback } from './loopback-server.ts'
import {
  type Answer,
  createParty,
  libraryCallbacks,
  type Party,
  type ReceivedRequest,
  readRequest,
  send,
} from './reference-party.ts'

export type ReferenceIssuerOptions = {
  /** Draft 13: metadata appended to the issuer's path, the nonce with the token, `format` requests, bare credential. */
  version: '1.0' | 'draft-13'
  clock: () => Date
  txCode?: string
  /** What it says of the code. */
  txCodeDescription?: string
  /** How many of the first nonces it finds too old. */
  staleNonces?: number
  /** Tampers with what the issuer would honestly do. */
  metadata?: (metadata: JsonObject) => JsonObject
  badge?: (badge: JsonObject) => JsonObject
  credential?: (credential: unknown) => unknown
  /** Configurations in the offer; default both formats of the one badge. */
  offered?: string[]
  tls?: { key: string; cert: string }
}

export type ReferenceIssuer = {
  credentialIssuer: string
  party: Party
  code: string
  offerUri: string
  offerByValue(): Promise<string>
  requests: ReceivedRequest[]
}

const types = ['VerifiableCredential', 'OpenBadgeCredential']
const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

/**
 * An issuer of one badge whose protocol is @openid4vc/openid4vci's, not ours: what it accepts and answers is that
 * library's reading of OpenID4VCI 1.0 or draft 13.
 */
export async function startReferenceIssuer(
  options: ReferenceIssuerOptions,
): Promise<ReferenceIssuer> {
  setGlobalConfig({ allowInsecureUrls: true })
  const requests: ReceivedRequest[] = []
  let answer: (request: ReceivedRequest) => Promise<Answer> = async () => ({
    status: 404,
    body: {},
  })
  const { origin } = await serveLoopback((request, response) => {
    readRequest(request)
      .then((received) => {
        requests.push(received)
        return answer(received)
      })
      .then(
        (result) => send(response, result),
        (error: unknown) => send(response, failure(error)),
      )
  }, options.tls)
  const issuer = createIssuer(`${origin}/issuer`, options)
  answer = issuer.answer
  return { ...issuer, requests }
}

function failure(error: unknown): Answer {
  if (error instanceof Oauth2ServerErrorResponseError) {
    return { status: 400, body: error.errorResponse }
  }
  return { status: 500, body: { error: 'server_error' } }
}

function createIssuer(credentialIssuer: string, options: ReferenceIssuerOptions) {
  const { clock, version } = options
  const isDraft = version === 'draft-13'
  const party = createParty(didWebFromUrl(credentialIssuer))
  const { resolveDid } = createDidResolver({
    fetch: createGuardedFetch({ allowLoopbackHttp: true }),
    clock,
    allowLoopbackHttp: true,
  })
  const callbacks = libraryCallbacks(party, resolveDid)
  const library = new Openid4vciIssuer({ callbacks })
  const authorization = new Oauth2AuthorizationServer({ callbacks })
  const metadata = metadataOf(credentialIssuer, isDraft)
  const code = 'the-pre-authorized-code'
  const token = 'the-access-token'
  const nonces = new Set<string>()
  let isRedeemed = false
  let staleNonces = options.staleNonces ?? 0

  const issuerMetadata: IssuerMetadataResult = {
    originalDraftVersion: isDraft ? Openid4vciVersion.Draft14 : Openid4vciVersion.V1,
    credentialIssuer: library.createCredentialIssuerMetadata(metadata),
    authorizationServers: [
      { issuer: credentialIssuer, token_endpoint: `${credentialIssuer}/token` },
    ],
    knownCredentialConfigurations: library.getKnownCredentialConfigurationsSupported(
      library.createCredentialIssuerMetadata(metadata),
    ),
  }

  async function createOffer(credentialOfferUri?: string) {
    return library.createCredentialOffer({
      issuerMetadata,
      credentialConfigurationIds: options.offered ?? Object.keys(configurations(isDraft)),
      ...(credentialOfferUri !== undefined && { credentialOfferUri }),
      grants: {
        [preAuthorizedCodeGrantIdentifier]: {
          'pre-authorized_code': code,
          ...(options.txCode !== undefined && {
            tx_code: {
              input_mode: 'numeric',
              length: 4,
              description: options.txCodeDescription ?? 'The code in our e-mail',
            },
          }),
        },
      },
    })
  }

  function newNonce(): string {
    const nonce = crypto.randomUUID()
    nonces.add(nonce)
    return nonce
  }

  function redeem(request: ReceivedRequest): Answer {
    const { grant } = authorization.parseAccessTokenRequest({
      accessTokenRequest: Object.fromEntries(new URLSearchParams(request.body)),
      request: {
        method: 'POST',
        url: `${credentialIssuer}/token`,
        headers: new Headers({ 'content-type': String(request.headers['content-type']) }),
      },
    })
    if (grant.grantType !== preAuthorizedCodeGrantIdentifier) return { status: 400, body: {} }
    if (isRedeemed) return { status: 400, body: { error: 'invalid_grant' } }
    if (options.txCode !== undefined && grant.txCode !== options.txCode) {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'wrong tx_code' } }
    }
    if (grant.preAuthorizedCode !== code) return { status: 400, body: { error: 'invalid_grant' } }
    isRedeemed = true
    const nonce = isDraft ? { c_nonce: newNonce(), c_nonce_expires_in: 300 } : {}
    return { body: { access_token: token, token_type: 'Bearer', expires_in: 300, ...nonce } }
  }

  async function issue(request: ReceivedRequest): Promise<Answer> {
    if (request.headers.authorization !== `Bearer ${token}`) {
      return { status: 401, body: { error: 'invalid_token' } }
    }
    const parsed = library.parseCredentialRequest({
      issuerMetadata,
      credentialRequest: JSON.parse(request.body),
    })
    const [jwt] = parsed.proofs?.jwt ?? []
    if (jwt === undefined) return { status: 400, body: { error: 'invalid_proof' } }
    const proof = await library.verifyCredentialRequestJwtProof({
      issuerMetadata,
      jwt,
      now: clock(),
    })
    const isStale = staleNonces-- > 0
    if (!nonces.delete(proof.payload.nonce ?? '') || isStale) {
      return { status: 400, body: { error: 'invalid_nonce' } }
    }
    const subject = parseDidUrl(proof.header.kid ?? '').did
    const format = formatOf(parsed.credentialConfigurationId, JSON.parse(request.body))
    const credential = await sign(subject, format)
    const given = options.credential?.(credential) ?? credential
    return { body: isDraft ? { credential: given } : { credentials: [{ credential: given }] } }
  }

  async function sign(subject: string, format: string): Promise<unknown> {
    const badge = {
      ...buildOpenBadge({
        id: 'urn:uuid:0f7c8f4e-58c6-4f4f-9d2f-3f8b7d1f6a01',
        issuer: { id: party.did, type: ['Profile'], name: 'Quay Youth Club' },
        achievement: {
          id: `${credentialIssuer}/badges/first-aid/v/1`,
          type: ['Achievement'],
          name: 'First aid',
          description: 'Knows what to do',
          criteria: { narrative: 'Took the course' },
        },
        subject: { id: subject },
        validFrom: new Date('2026-11-01T09:00:00Z'),
      }),
    }
    const credential = options.badge?.(badge) ?? badge
    if (format === 'jwt_vc_json') return signCredentialJwt({ credential, signer: party.signer })
    return addDataIntegrityProof({
      document: credential,
      signer: party.signer,
      proofPurpose: 'assertionMethod',
      created: clock(),
      canonicalize: createCanonicalize(),
    })
  }

  const wellKnown = (name: string) =>
    isDraft ? `/issuer/.well-known/${name}` : `/.well-known/${name}/issuer`
  const serverMetadata = isDraft ? 'openid-configuration' : 'oauth-authorization-server'
  const published = options.metadata?.(metadata) ?? metadata

  const routes: Record<string, (request: ReceivedRequest) => Answer | Promise<Answer>> = {
    'GET /issuer/did.json': () => ({ body: party.document }),
    [`GET ${wellKnown('openid-credential-issuer')}`]: () => ({ body: published }),
    [`GET ${wellKnown(serverMetadata)}`]: () => ({
      body: { issuer: credentialIssuer, token_endpoint: `${credentialIssuer}/token` },
    }),
    'GET /issuer/offer': async () => ({ body: (await createOffer()).credentialOfferObject }),
    'POST /issuer/token': redeem,
    'POST /issuer/nonce': () =>
      isDraft ? { status: 404, body: {} } : { body: { c_nonce: newNonce() } },
    'POST /issuer/credential': issue,
  }
  return {
    credentialIssuer,
    party,
    code,
    offerUri: `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`${credentialIssuer}/offer`)}`,
    offerByValue: async () => (await createOffer()).credentialOffer,
    answer: async (request: ReceivedRequest) =>
      routes[`${request.method} ${request.path}`]?.(request) ?? { status: 404, body: {} },
  }
}

function metadataOf(credentialIssuer: string, isDraft: boolean) {
  return {
    credential_issuer: credentialIssuer,
    credential_endpoint: `${credentialIssuer}/credential`,
    ...(!isDraft && { nonce_endpoint: `${credentialIssuer}/nonce` }),
    display: [{ name: 'Quay Youth Club', locale: 'en' }],
    credential_configurations_supported: configurations(isDraft),
  }
}

function configurations(isDraft: boolean) {
  const display = [{ name: 'First aid', locale: 'en', description: 'Knows what to do' }]
  const common = (algorithms: string[]) => ({
    cryptographic_binding_methods_supported: ['did:key', 'did:jwk', 'did:web'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: algorithms } },
    ...(isDraft ? { display } : { credential_metadata: { display } }),
  })
  return {
    'first-aid-ldp': {
      format: 'ldp_vc',
      credential_definition: { '@context': contexts, type: types },
      ...common(['EdDSA']),
    },
    'first-aid-jwt': {
      format: 'jwt_vc_json',
      credential_definition: { type: types },
      ...common(['EdDSA', 'ES256']),
    },
  }
}

function formatOf(configurationId: string | undefined, request: { format?: string }): string {
  return request.format ?? (configurationId === 'first-aid-jwt' ? 'jwt_vc_json' : 'ldp_vc')
}
