import { z } from 'zod'
import { cityUrl, type TestCity } from '../issuer/test-city.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'

export const learner = ed25519TestKey('learner')
export const issuer = `${cityUrl}/providers/harbour-youth`

/** The code of an OAuth refusal. */
export function errorOf(body: unknown): string {
  return z.looseObject({ error: z.string() }).parse(body).error
}

export function offerUrlOf(offerUri: string): string {
  return new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
}

export async function freshNonce(
  city: Pick<TestCity, 'ask'>,
  provider = 'harbour-youth',
): Promise<string> {
  const { body } = await city.ask(`/providers/${provider}/nonce`, { method: 'POST' })
  return z.object({ c_nonce: z.string() }).parse(body).c_nonce
}
