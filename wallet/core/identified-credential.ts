import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { CredentialRefusal } from './issuing-client.ts'
import type { ProtocolFetch } from './protocol-fetch.ts'

/** By the id of a configuration, the names under which the issuer gives out what the token is for. */
export type CredentialIdentifiers = Readonly<Record<string, readonly string[]>>

/** A badge in several variants, each of which takes two requests. */
const maxIdentifiers = 8

const zName = z.string().min(1).max(1000)
const zDetail = z.looseObject({
  type: z.literal('openid_credential'),
  credential_configuration_id: zName,
  credential_identifiers: z.array(zName).min(1),
})

/**
 * Reads `authorization_details` of a token's answer; what is not of OpenID4VCI is read over.
 * @see OpenID4VCI 1.0 section 6.2
 */
export function credentialIdentifiersIn(details: readonly unknown[] = []): CredentialIdentifiers {
  const named = details.slice(0, 100).flatMap((detail) => zDetail.safeParse(detail).data ?? [])
  return Object.fromEntries(
    named.map(({ credential_configuration_id: id, credential_identifiers: names }) => [
      id,
      names.slice(0, maxIdentifiers),
    ]),
  )
}

const zAnswer = z.looseObject({
  credentials: z.array(z.unknown()).optional(),
  credential: z.unknown().optional(),
  transaction_id: z.string().optional(),
})
const zRefusal = z.looseObject({ error: z.string(), c_nonce: z.string().optional() })

export type CredentialAnswer = z.infer<typeof zAnswer>

/** Exactly one of the two: an issuer that named credentials with the token refuses the id of a configuration. */
export type CredentialName =
  | { credential_identifier: string }
  | { credential_configuration_id: string }

/**
 * Asks for a credential by a name, and by nothing else. The client library has no way to do that with an identifier,
 * nor with a configuration of an issuer that it takes for one of draft 14.
 * @see OpenID4VCI 1.0 section 8.2
 * @throws CredentialRefusal, AppError issuer_answer_malformed, and what the fetch throws
 */
export async function retrieveByName(
  name: CredentialName,
  {
    fetch,
    endpoint,
    accessToken,
    proof,
  }: { fetch: ProtocolFetch; endpoint: string; accessToken: string; proof: object },
): Promise<CredentialAnswer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${accessToken}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({ ...name, ...proof }),
  })
  const answer = await readJson(response)
  const refusal = response.ok ? undefined : zRefusal.safeParse(answer).data
  if (refusal !== undefined) throw new CredentialRefusal(refusal.error, refusal.c_nonce)
  const { data } = zAnswer.safeParse(answer)
  if (response.ok && data !== undefined) return data
  throw new AppError(
    'issuer_answer_malformed',
    "The issuer's answer to the credential request cannot be read",
  )
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
