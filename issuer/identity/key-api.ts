import type { Request, Response } from 'express'
import { z } from 'zod'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { actorOf } from '../api/scope.ts'
import { getProvider } from '../providers/provider-store.ts'
import { type ProviderPorts, publishProvider } from '../providers/publish-provider.ts'
import type { Permission } from '../staff/roles.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { publishTrustList, type TrustListPorts } from '../trust/publish-trust-list.ts'
import { endKey, type Holder, type KeyEnd } from './end-key.ts'
import { getCurrentKey, type IdentityKeyRow, isInUse, listKeys } from './key-store.ts'
import { makeKey } from './new-key.ts'
import { publishCity } from './publish-city.ts'

export type KeyApiPorts = TrustListPorts & ProviderPorts & { statusLists: StatusLists }

const path = '/api/v1/keys'

const ends = { rotate: 'retired', compromise: 'compromised' } as const satisfies Record<
  string,
  KeyEnd
>

/** Short name; the city's own keys unless given. */
const zProvider = z.string().min(1).max(64).optional()
const zQuery = z.object({ provider: zProvider })
const zEnd = z.strictObject({
  provider: zProvider,
  /** RFC 7638; the key in use unless given. */
  thumbprint: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
})

const zKeyEnd = z.object({ at: z.string(), logSize: z.number().nullable() })
const zKeys = z.object({
  did: z.string(),
  provider: z.string().optional(),
  keys: z.array(
    z.object({
      thumbprint: z.string(),
      purpose: z.string(),
      state: z.enum(['in-use', 'retired', 'compromised']),
      createdAt: z.string(),
      retired: zKeyEnd.optional(),
      compromised: zKeyEnd.optional(),
    }),
  ),
})

const summaries = {
  rotate: 'Retire a key and make the next',
  compromise: 'Say that a key was stolen',
} satisfies Record<keyof typeof ends, string>

/** For the city alone. Documents, status lists and trust list are out before the answer. */
export function keyApiRoutes(ports: KeyApiPorts): GuardedRoute<Permission>[] {
  const common = { permission: 'city.manage', scope: 'everywhere', errors: 'problem' } as const
  // sound: the keys of the table above
  const actions = Object.keys(ends) as (keyof typeof ends)[]
  return [
    {
      ...common,
      method: 'GET',
      path,
      description: { tag: 'keys', summary: 'Signing keys', query: zQuery, answer: zKeys },
      async handler(request, response) {
        const { provider } = parseBody(zQuery, request.query)
        await sendKeys(response, await holderOf(provider, ports), ports)
      },
    },
    ...actions.map(
      (action): GuardedRoute<Permission> => ({
        ...common,
        method: 'POST',
        path: `${path}/${action}`,
        description: {
          tag: 'keys',
          summary: summaries[action],
          body: zEnd,
          answer: zKeys,
          takesIdempotencyKey: true,
        },
        handler: (request, response) => endAskedKey(request, response, ends[action], ports),
      }),
    ),
  ]
}

async function endAskedKey(request: Request, response: Response, end: KeyEnd, ports: KeyApiPorts) {
  const { database, clock } = ports
  const actor = actorOf(response)
  const { provider, thumbprint: asked } = parseBody(zEnd, request.body ?? {})
  const holder = await holderOf(provider, ports)
  const keys = await listKeys(database.reader, holder.did)
  const thumbprint = asked ?? (await getCurrentKey(database.reader, holder.did)).thumbprint
  const key = keys.find((one) => one.thumbprint === thumbprint)
  const successor = key && isInUse(key) ? await makeKey(holder.did, key.purpose, ports) : undefined
  const at = clock().toISOString()
  await runOnce({ database, clock }, request, response, async (tx) => {
    await endKey(tx, { holder, thumbprint, end, successor, actor, at })
    return { status: 200, body: null }
  })
  await publishKeys(holder, ports)
  await sendKeys(response, holder, ports)
}

/** The document first: nothing is signed by a key that nobody can look up. */
export async function publishKeys({ provider }: Holder, ports: KeyApiPorts): Promise<void> {
  const { database } = ports
  if (provider === undefined) await publishCity({ ...ports, reader: database.reader })
  else await publishProvider(await getProvider(database.reader, provider), ports)
  await ports.statusLists.publishDue()
  await publishTrustList(ports)
}

async function holderOf(
  name: string | undefined,
  { database, cityDid }: KeyApiPorts,
): Promise<Holder> {
  if (name === undefined) return { did: cityDid }
  const { did, slug } = await getProvider(database.reader, name)
  return { did, provider: slug }
}

async function sendKeys(response: Response, holder: Holder, { database }: KeyApiPorts) {
  const keys = await listKeys(database.reader, holder.did)
  response.set('Cache-Control', 'no-store').json({
    did: holder.did,
    ...(holder.provider !== undefined && { provider: holder.provider }),
    keys: keys.map(keyJson),
  })
}

function keyJson(key: IdentityKeyRow) {
  const { thumbprint, purpose, createdAt, retiredAt, retiredSize } = key
  const { compromisedAt, compromisedSize } = key
  return {
    thumbprint,
    purpose,
    state: compromisedAt !== null ? 'compromised' : retiredAt !== null ? 'retired' : 'in-use',
    createdAt,
    ...(retiredAt !== null && { retired: { at: retiredAt, logSize: retiredSize } }),
    ...(compromisedAt !== null && { compromised: { at: compromisedAt, logSize: compromisedSize } }),
  }
}
