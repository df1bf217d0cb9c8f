import { z } from 'zod'
import { createDidResolver } from '../../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { readCompactJws } from '../../../shared/credential/jws.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createTrustReader } from '../../../shared/trust/city-trust.ts'
import { createTrustFetch } from '../../../shared/trust/trust-fetch.ts'
import { type TrustList, zTrustList } from '../../../shared/trust/trust-list.ts'
import { createTrustMemory } from '../../../shared/trust/trust-memory.ts'
import type { AwardAnswer } from '../../../shared/trust/trust-reader.ts'
import type { VerificationPorts } from '../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../../shared/verify/status-list-fetch.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import type { TestCity } from '../test-city.ts'

const zBadge = z.looseObject({
  id: z.string(),
  issuer: z.looseObject({ id: z.string() }),
  credentialSubject: z.looseObject({ achievement: z.looseObject({ id: z.string() }) }),
  proof: z.looseObject({ verificationMethod: z.string() }),
})
const zTaken = z.looseObject({ credentials: z.tuple([z.object({ credential: zBadge })]) })

export type TakenBadge = z.infer<typeof zBadge>

/** Awards a badge and takes it as a wallet does. */
export async function takeAwarded(city: TestCity, request?: object): Promise<TakenBadge> {
  const answer = await takeBadge(city, await city.award(request), ed25519TestKey('learner'))
  return zTaken.parse(answer.body).credentials[0].credential
}

export type TrustingVerifier = {
  /** What the city's trust list and log say of a badge. */
  judge(badge: TakenBadge, keyThumbprint?: string): Promise<AwardAnswer>
  /** The whole report, as check names and their codes. */
  verify(badge: TakenBadge | string): Promise<Record<string, string>>
}

/** Somebody who trusts one city, and knows nothing but what it publishes; asks for everything anew each time. */
export function createTrustingVerifier(
  city: TestCity,
  trusted: string,
  fetch: (url: string, init?: RequestInit) => Promise<Response> = city.fetch,
): TrustingVerifier {
  const { clock } = city
  const memory = createTrustMemory()
  const trustedCities = [parseDid(trusted)]

  function createPorts() {
    const { resolveDid } = createDidResolver({ fetch, clock })
    const trust = createTrustReader({
      resolveDid,
      verifySignature,
      fetchText: createTrustFetch(fetch),
      memory,
      clock,
    })
    return {
      resolveDid,
      fetchStatusList: createStatusListFetch({ fetch, clock }),
      statusLists: createStatusListCache(),
      canonicalize: createCanonicalize(),
      verifySignature,
      clock,
      trust,
    } satisfies VerificationPorts
  }

  return {
    judge: (badge, keyThumbprint = 'A'.repeat(43)) =>
      createPorts().trust.judge({
        issuer: parseDid(badge.issuer.id),
        achievementId: badge.credentialSubject.achievement.id,
        credentialId: badge.id,
        keyThumbprint,
        isKeyRevoked: false,
        trustedCities,
        at: clock(),
      }),
    async verify(badge) {
      // sound: a parsed badge is JSON
      const input = badge as JsonObject | string
      const options = { ports: createPorts(), policy: { trustedCities } }
      const report = await verifyCredential(input, options)
      const codes = report.checks.map(({ name, code }) => [name, code])
      return { verdict: report.verdict, ...Object.fromEntries(codes) }
    },
  }
}

/** What the published list says; who signed it is for others to check. */
export async function readList(city: TestCity): Promise<TrustList> {
  const { body } = await city.ask('/trust/list.jwt')
  return zTrustList.parse(readCompactJws(String(body)).payload)
}
