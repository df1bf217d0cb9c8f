import { z } from 'zod'
import type { Canonicalize } from '../../shared/credential/canonicalize.ts'
import { envelopCredential } from '../../shared/credential/enveloped.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../shared/json/json.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { assertCan } from '../../shared/server/access.ts'
import { answerIssue, maxCredentialRequestBytes } from '../../shared/server/api/vcalm-routes.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { credentialToIssue, zIssueCredential } from '../../shared/vcalm/credential-to-issue.ts'
import { hasType } from '../../shared/verify/values.ts'
import type { Actor } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { audit } from '../log/audit.ts'
import { getActiveProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import type { SignCredential } from './badge-signer.ts'

export type IssueApiPorts = {
  database: Database
  sign: SignCredential
  verification: { canonicalize: Canonicalize }
  clock: () => Date
}

const zFormat = z.enum(['ldp_vc', 'jwt_vc_json']).default('ldp_vc')

/**
 * Signs a credential of a provider's own making, in the shape of VCALM. It is no award: it stands in no log, has no
 * place in a status list, and a city that is asked for it does not know it. Badges are awarded instead.
 */
export function issueApiRoutes(ports: IssueApiPorts): GuardedRoute<Permission>[] {
  return [
    {
      method: 'POST',
      path: '/api/v1/credentials/issue',
      scope: 'anywhere',
      // whatever is signed is said in the provider's name
      permission: 'provider.manage',
      errors: 'problem',
      maxBodyBytes: maxCredentialRequestBytes,
      description: {
        tag: 'credentials',
        summary: "Sign a credential of a provider's own making",
        body: zIssueCredential,
        answer: z.looseObject({}),
        status: 201,
      },
      async handler(request, response, access) {
        const actor = actorOf(response)
        const provider = providerOf(actor)
        assertCan(access, 'provider.manage', provider)
        await answerIssue((body) => issue(body, { actor, provider }, ports))(request, response)
      },
    },
  ]
}

async function issue(
  body: unknown,
  { actor, provider }: { actor: Actor; provider: string },
  { database, sign, verification, clock }: IssueApiPorts,
): Promise<JsonObject> {
  const { did } = await getActiveProvider(database.reader, provider)
  const credential = await credentialToIssue(body, {
    issuer: did,
    replacesIssuer: false,
    canonicalize: verification.canonicalize,
  })
  if (hasType(credential, 'BitstringStatusListCredential')) {
    throw new AppError('credential_malformed', 'A provider’s status lists are made by the city')
  }
  const format = formatOf(body)
  const text = await sign(credential, format)
  await database.transact((tx) =>
    audit(tx, {
      provider,
      actor: actor.name,
      action: 'credential.issued',
      // the credential's own id may name a person
      subject: provider,
      at: clock().toISOString(),
    }),
  )
  if (format === 'jwt_vc_json') return { ...envelopCredential(text) }
  const signed = parseJsonStrict(text)
  if (!isJsonObject(signed)) throw new Error('the signer did not answer a credential')
  return signed
}

function formatOf(body: unknown): z.infer<typeof zFormat> {
  const { options } = zIssueCredential.parse(body)
  const format = zFormat.safeParse(options?.format)
  if (format.success) return format.data
  throw new AppError('request_malformed', 'options.format is ldp_vc or jwt_vc_json')
}

/** Signing in a provider's name takes a key of that provider: one of the whole city stands for none. */
function providerOf({ provider }: Actor): string {
  if (provider !== undefined) return provider
  throw new AppError('forbidden', 'Use an API key of the provider in whose name it is signed')
}
