import type { Express } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import type { Actor } from '../actor.ts'
import { assertCity } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { type KeyApiPorts, publishKeys } from '../identity/key-api.ts'
import { makeKey } from '../identity/new-key.ts'
import type { Provider } from './provider.ts'
import {
  closeProvider,
  findEscrowKey,
  nameEscrow,
  resumeProvider,
  suspendProvider,
} from './provider-lifecycle.ts'
import { getProvider } from './provider-store.ts'
import { providerJson } from './provider-view.ts'
import { publishProvider } from './publish-provider.ts'

const path = '/api/v1/providers/:slug'

type Change = (tx: Transaction, change: { slug: string; actor: Actor; at: string }) => Promise<void>

const changes: Readonly<Record<'suspend' | 'resume' | 'close', Change>> = {
  suspend: suspendProvider,
  resume: resumeProvider,
  close: closeProvider,
}

export const lifecycleApiDeclarations: readonly RouteDeclaration[] = Object.keys(changes).map(
  (action) => ({ path: `${path}/${action}`, methods: ['POST'], errors: 'problem' }),
)

const zNothing = z.strictObject({})

/** Stands behind requireApiKey; for the city alone. */
export function lifecycleApiRoutes(app: Express, ports: KeyApiPorts): void {
  const { database, clock, publicUrl } = ports
  for (const [action, change] of Object.entries(changes)) {
    app.post(`${path}/${action}`, async (request, response) => {
      const actor = actorOf(response)
      assertCity(actor)
      parseBody(zNothing, request.body ?? {})
      const { slug } = request.params
      const provider = await getProvider(database.reader, slug)
      if (change === closeProvider) await publishEscrow(provider, ports)
      const at = clock().toISOString()
      await runOnce({ database, clock }, request, response, async (tx) => {
        await change(tx, { slug, actor, at })
        return { status: 200, body: null }
      })
      await publishKeys({ did: provider.did, provider: slug }, ports)
      response
        .set('Cache-Control', 'no-store')
        .json(providerJson(await getProvider(database.reader, slug), publicUrl))
    })
  }
}

/** Before it closes, the provider's own document names the key that stands in for it afterwards. */
export async function publishEscrow(provider: Provider, ports: KeyApiPorts): Promise<void> {
  const { database } = ports
  if ((await findEscrowKey(database.reader, provider.did)) !== undefined) return
  const key = await makeKey(provider.did, 'escrow', ports)
  await database.transact((tx) => nameEscrow(tx, key))
  await publishProvider(provider, ports)
}
