import { z } from 'zod'
import type { City } from './city.ts'
import type { JsonObject } from './didkit.ts'
import { type Holder, signProofOfPossession } from './hand-made-holder.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

const zOffer = z.object({
  credential_issuer: z.url(),
  grants: z.object({ [grantType]: z.object({ 'pre-authorized_code': z.string() }) }),
})

/** The shortest way to a badge by OpenID4VCI 1.0, for tests that are about what comes after. */
export async function claimBadge(
  city: City,
  { badge, format, holder }: { badge: string; format: 'ldp_vc' | 'jwt_vc_json'; holder: Holder },
): Promise<{ credential: JsonObject | string; achievementId: string; awardId: string }> {
  const { offerUri, awardId } = await city.award({ badge, offer: 'value' })
  const { credential_issuer: issuer, grants } = zOffer.parse(
    JSON.parse(new URL(offerUri).searchParams.get('credential_offer') ?? ''),
  )
  const token = await post(city, `${issuer}/token`, {
    body: new URLSearchParams({ grant_type: grantType, ...grants[grantType] }),
  })
  const { c_nonce: nonce } = await post(city, `${issuer}/nonce`, {})
  const proof = await signProofOfPossession(holder, { aud: issuer, nonce: String(nonce) })
  const [, slug] = badge.split('/')
  const answer = await post(city, `${issuer}/credential`, {
    headers: { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      credential_configuration_id: `${slug}.1.en.${format}`,
      proofs: { jwt: [proof] },
    }),
  })
  const { credentials } = z
    .object({ credentials: z.tuple([z.object({ credential: z.union([z.string(), zObject]) })]) })
    .parse(answer)
  return {
    credential: credentials[0].credential,
    achievementId: `${issuer}/badges/${slug}/v/1`,
    awardId,
  }
}

const zObject = z.record(z.string(), z.unknown())

async function post(city: City, url: string, init: RequestInit): Promise<JsonObject> {
  const response = await city.fetch(url, { method: 'POST', ...init })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return zObject.parse(await response.json())
}
