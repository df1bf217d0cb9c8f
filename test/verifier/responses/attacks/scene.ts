import { badge, createHolder, secure } from '../../../shared/verify/world.ts'
import { ask } from '../../asking.ts'
import { answerTo, type ReadRequest, sendToken } from '../../hand-wallet.ts'
import type { City, TestVerifier } from '../../verifier-bench.ts'

export const holder = createHolder()
export const other = createHolder()

/** What an attack works on: a request that waits, and a good answer to it. */
export type Scene = {
  city: City
  verifier: TestVerifier
  requestId: string
  request: ReadRequest
  credential: unknown
  good: unknown
}

export async function scene(
  { city, verifier }: { city: City; verifier: TestVerifier },
  input: object = {},
): Promise<Scene> {
  const { created, request } = await ask(verifier, input)
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
  const good = await answerTo(request, credential, holder)
  return { city, verifier, requestId: created.requestId, request, credential, good }
}

export type Attack = (scene: Scene) => Promise<Response>

/** What is sent, words of the refusal, and how it is sent. */
export type AttackRow = [name: string, reason: string, attack: Attack]

export function token(vpToken: (scene: Scene) => unknown | Promise<unknown>): Attack {
  return async (set) => sendToken(set.request, await vpToken(set))
}

/** A badge and its presentation, both as tokens. */
export async function jwtScene({ city, request }: Scene) {
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer, 'jwt')
  const jwt = await answerTo(request, credential, holder, { format: 'jwt' })
  return { credential, jwt }
}
