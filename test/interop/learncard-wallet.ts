import { loadBuilt } from './built-package.ts'
import { type DidKit, type JsonObject, type Jwk, openDidKit } from './didkit.ts'

/**
 * The OpenID plugin of LearnCard, the learner wallet (@learncard/openid4vc-plugin 0.3.3), in the place where
 * LearnCard puts it: it receives, chooses, builds, encrypts and sends; DIDKit holds the key and signs. Receiving is
 * its own code. Presenting is too, but for reading and matching the DCQL query, where it bundles dcql 3.
 */
export type Format = 'ldp_vc' | 'jwt_vc_json'
export type Received = { format: Format; credential: JsonObject | string; configuration_id: string }
export type Held = { credential: JsonObject | string; format: Format }

export type RequestRead = {
  client_id: string
  response_mode: string
  dcql_query: { credentials: { id: string; format: string }[] }
}

type Selection = { canSatisfy: boolean; matches: Record<string, { candidates: Held[] }> }

type Methods = {
  acceptCredentialOffer(
    host: unknown,
    offer: string,
    options: { txCode?: string },
  ): Promise<{ credentials: Received[] }>
  prepareVerifiablePresentation(
    host: unknown,
    request: string,
    credentials: Held[],
  ): Promise<{ request: RequestRead; dcqlSelection: Selection }>
  presentCredentials(
    host: unknown,
    request: RequestRead,
    chosen: { credentialQueryId: string; candidate: Held }[],
  ): Promise<{ submitted: { status: number }; dcqlVpToken: Record<string, (object | string)[]> }>
}

type Package = {
  getOpenID4VCPlugin(host: unknown, config: { fetch: typeof fetch }): { methods: Methods }
  normalizeIssuedCredential(credential: unknown, format: string): { vc: JsonObject }
}

export type LearnCardWallet = {
  did: string
  receive(offerUri: string, options?: { txCode?: string }): Promise<Received[]>
  /** Reads the request, verifies who asks, and says which of the credentials fit which query. */
  open(
    requestUri: string,
    held: Held[],
  ): Promise<{ request: RequestRead; fitting: Record<string, number> }>
  /** Answers queries with credentials; returns the HTTP status of the answer. */
  present(request: RequestRead, chosen: Record<string, Held | Held[] | undefined>): Promise<number>
}

// the package's own types do not hold without @learncard/core; these are the part of its src/types.ts used here
const learnCard = loadBuilt(
  '@learncard/openid4vc-plugin',
  'dist/openid4vc-plugin.cjs.production.min.cjs',
) as Package

/** The step that makes of an issued credential what LearnCard stores. */
export const normalizeIssuedCredential = learnCard.normalizeIssuedCredential

export async function openLearnCardWallet(
  walletFetch: typeof fetch,
  didkit?: DidKit,
): Promise<LearnCardWallet> {
  const kit = didkit ?? (await openDidKit())
  const key = kit.createKey()
  const did = kit.didKeyOf(key)
  const host = hostOf(kit, key, did)
  const { methods } = learnCard.getOpenID4VCPlugin(host, { fetch: walletFetch })
  return {
    did,
    async receive(offerUri, options = {}) {
      const { credentials } = await methods.acceptCredentialOffer(host, offerUri, options)
      return credentials
    },
    async open(requestUri, held) {
      const opened = await methods.prepareVerifiablePresentation(host, requestUri, held)
      const { request, dcqlSelection } = opened
      const fitting = Object.entries(dcqlSelection.matches).map(([id, { candidates }]) => [
        id,
        candidates.length,
      ])
      return { request, fitting: Object.fromEntries(fitting) }
    },
    async present(request, chosen) {
      const picks = Object.entries(chosen).flatMap(([credentialQueryId, candidates = []]) =>
        [candidates].flat().map((candidate) => ({ credentialQueryId, candidate })),
      )
      const { submitted } = await methods.presentCredentials(host, request, picks)
      return submitted.status
    },
  }
}

/** What the plugin asks of the wallet around it. Proof options are as in @learncard/vc-plugin 1.5.10. */
function hostOf(kit: DidKit, key: Jwk, did: string) {
  return {
    id: { did: () => did, keypair: () => key },
    invoke: {
      didToVerificationMethod: (of: string) => kit.keyIdOf(of),
      issuePresentation: async (presentation: object, options: Record<string, unknown>) => {
        const defaults = {
          proofPurpose: 'assertionMethod',
          type: 'Ed25519Signature2020',
          verificationMethod: await kit.keyIdOf(did),
        }
        return kit.issuePresentation(presentation, { ...defaults, ...options }, key)
      },
    },
  }
}
