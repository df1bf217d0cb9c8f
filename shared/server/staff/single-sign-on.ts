import * as oidc from 'openid-client'
import { AppError } from '../../errors/app-error.ts'

/** Another's sign-in that counts here: an OpenID Connect provider, and who we are to it. */
export type SingleSignOnConfig = {
  issuer: string
  clientId: string
  clientSecret: string
  /** What its button says: `Sign in with {name}`. */
  name: string
}

export type Outward = {
  /** Where the browser goes. */
  url: URL
  /** What must be known again when it comes back. */
  state: string
  kept: string
}

export type SingleSignOnIdentity = {
  issuer: string
  subject: string
  /** Only where the provider says that it is theirs. */
  email?: string
  name?: string
}

export type SingleSignOn = {
  name: string
  begin(): Promise<Outward>
  /** @throws AppError forbidden */
  finish(answer: URL, expected: Pick<Outward, 'state' | 'kept'>): Promise<SingleSignOnIdentity>
}

/**
 * OpenID Connect by authorization code, with PKCE, state and nonce.
 * @param ports.fetch the guarded one: the provider's addresses come from its own metadata
 */
export function createSingleSignOn(
  config: SingleSignOnConfig,
  ports: {
    publicUrl: string
    fetch: (input: string, init: object) => Promise<Response>
    allowLoopbackHttp: boolean
  },
): SingleSignOn {
  const redirectUri = `${ports.publicUrl}${singleSignOnPaths.back}`
  let discovered: Promise<oidc.Configuration> | undefined
  const discover = () => {
    discovered ??= oidc
      .discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
        execute: ports.allowLoopbackHttp ? [oidc.allowInsecureRequests] : [],
        // sound: the library's own shape of fetch differs from the standard's in name only
        [oidc.customFetch]: ports.fetch as oidc.CustomFetch,
      })
      .catch((cause: unknown) => {
        discovered = undefined
        throw new AppError('fetch_failed', 'The sign-in of the other side does not answer', {
          cause,
        })
      })
    return discovered
  }
  return {
    name: config.name,
    async begin() {
      const client = await discover()
      const verifier = oidc.randomPKCECodeVerifier()
      const nonce = oidc.randomNonce()
      const state = oidc.randomState()
      const url = oidc.buildAuthorizationUrl(client, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { url, state, kept: JSON.stringify({ verifier, nonce }) }
    },
    async finish(answer, { state, kept }) {
      const client = await discover()
      // sound: begin wrote it
      const { verifier, nonce } = JSON.parse(kept) as { verifier: string; nonce: string }
      try {
        const tokens = await oidc.authorizationCodeGrant(client, answer, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        return await readIdentity(client, tokens)
      } catch (cause) {
        throw new AppError('forbidden', 'The sign-in of the other side did not let you in', {
          cause,
        })
      }
    },
  }
}

export const singleSignOnPaths = {
  out: '/staff/single-sign-on',
  back: '/staff/single-sign-on/back',
} as const

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

/** Some providers tell of the person in the ID token, others only where one asks. */
async function readIdentity(
  client: oidc.Configuration,
  tokens: Tokens,
): Promise<SingleSignOnIdentity> {
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('there is no ID token')
  const { iss: issuer, sub: subject } = claims
  const told =
    claims.email === undefined
      ? await oidc.fetchUserInfo(client, tokens.access_token, subject)
      : claims
  const { email, email_verified: isVerified, name } = told
  return {
    issuer,
    subject,
    ...(typeof email === 'string' && isVerified === true && { email }),
    ...(typeof name === 'string' && { name }),
  }
}
