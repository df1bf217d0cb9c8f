import { type Access, everywhere, type Scope } from '../shared/server/access.ts'

/** Who asks: the name that the audit notes, and the one provider it may act for, if it is bound to one. */
export type Actor = { name: string; provider?: string }

/** Whether the actor may see and touch what belongs to the provider. What it may not see is not there for it. */
export function isInScope(actor: Actor, provider: string): boolean {
  return actor.provider === undefined || actor.provider === provider
}

/** Who a route let in, as the use cases know them: bound to the provider that the route is about, if it is about one. */
export function actorIn(access: Pick<Access, 'actorId'>, scope: Scope): Actor {
  return scope === everywhere ? { name: access.actorId } : { name: access.actorId, provider: scope }
}
