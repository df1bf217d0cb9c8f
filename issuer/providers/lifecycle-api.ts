import { z } from 'zod'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { actorOf } from '../api/scope.ts'
import { type KeyApiPorts, publishKeys } from '../identity/key-api.ts'
import { makeKey } from '../identity/new-key.ts'
import type { Permission } from '../staff/roles.ts'
import type { Provider, StateAct } from './provider.ts'
import { changeProvider, findEscrowKey, nameEscrow } from './provider-lifecycle.ts'
import { getProvider } from './provider-store.ts'
import { providerJson, zProviderJson } from './provider-view.ts'
import { publishProvider } from './publish-provider.ts'
import type { TellOwnersPorts } from './tell-owners.ts'

const path = '/api/v1/providers/:slug'

const summaries: Readonly<Record<StateAct, string>> = {
  activate: 'Let a provider that was prepared begin',
  suspend: 'Suspend a provider',
  resume: 'Let a suspended provider work again',
  close: 'Close a provider for good',
}

// sound: the keys of the table above
const acts = Object.keys(summaries) as StateAct[]

export const zStateReason = z.string().trim().min(1).max(500)

/** The provider's people read the reason at their console. */
const zChange = z.strictObject({ reason: zStateReason.optional() })

/** For the city alone. */
export function lifecycleApiRoutes(
  ports: KeyApiPorts & TellOwnersPorts,
): GuardedRoute<Permission>[] {
  const { database, clock, publicUrl } = ports
  return acts.map((act) => ({
    method: 'POST',
    path: `${path}/${act}`,
    permission: 'provider.manage',
    scope: 'everywhere',
    errors: 'problem',
    description: {
      tag: 'providers',
      summary: summaries[act],
      body: zChange,
      answer: zProviderJson,
      takesIdempotencyKey: true,
    },
    async handler(request, response) {
      const actor = actorOf(response)
      const { reason } = parseBody(zChange, request.body ?? {})
      const slug = String(request.params.slug)
      const provider = await getProvider(database.reader, slug)
      if (act === 'close') await publishEscrow(provider, ports)
      const at = clock().toISOString()
      await runOnce({ database, clock }, request, response, async (tx) => {
        await changeProvider(tx, { act, slug, reason, actor, at }, ports)
        return { status: 200, body: null }
      })
      await publishKeys({ did: provider.did, provider: slug }, ports)
      response
        .set('Cache-Control', 'no-store')
        .json(providerJson(await getProvider(database.reader, slug), publicUrl))
    },
  }))
}

/** Before it closes, the provider's own document names the key that stands in for it afterwards. */
export async function publishEscrow(provider: Provider, ports: KeyApiPorts): Promise<void> {
  const { database } = ports
  if ((await findEscrowKey(database.reader, provider.did)) !== undefined) return
  const key = await makeKey(provider.did, 'escrow', ports)
  await database.transact((tx) => nameEscrow(tx, key))
  await publishProvider(provider, ports)
}
