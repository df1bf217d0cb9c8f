import { z } from 'zod'
import { everywhere, type Scope } from '../access.ts'

/**
 * Something that happened, as systems outside are told of it: ids alone, so that a call that goes astray tells nobody
 * anything of a person. Who is told asks the API for the rest.
 */
export type WebhookEvent = {
  /** Whose it is; an endpoint of the whole application is told of every part's. */
  scope: Scope
  /** `award.claimed` */
  type: string
  data: Readonly<Record<string, string | number>>
  /** ISO 8601, UTC. */
  at: string
}

/** Why an endpoint did not take an event. */
export type WebhookFailure =
  | 'address-forbidden'
  | 'unreachable'
  | 'redirected'
  | 'refused'
  | 'gone'
  | 'disabled'

/** Where a system outside listens, and to what. */
export type WebhookEndpoint = {
  id: string
  scope: Scope
  url: string
  /** What it is for, in its makers' words. */
  name: string
  events: readonly string[]
  state: 'active' | 'disabled'
  /** Why it is disabled: by hand, or because it took nothing for a day. */
  disabledBecause?: 'by-hand' | 'failing'
  createdAt: string
  createdBy: string
}

export type WebhookAction =
  | 'webhook.added'
  | 'webhook.changed'
  | 'webhook.secret-renewed'
  | 'webhook.enabled'
  | 'webhook.disabled'
  | 'webhook.removed'

export const maxEndpointsOfScope = 20

const zEndpointName = z.string().trim().min(1).max(100)

/** @param events which there are to choose from */
export function zEndpointInput(events: readonly string[]) {
  return z.strictObject({
    url: z.url().max(2_000),
    name: zEndpointName,
    // sound: an application without events has no webhooks
    events: z
      .array(z.enum(events as [string, ...string[]]))
      .min(1)
      .max(events.length)
      // one that is named twice is meant once
      .transform((chosen) => [...new Set(chosen)]),
  })
}

export type EndpointInput = z.infer<ReturnType<typeof zEndpointInput>>

/** The scopes whose endpoints are told of what happens in one. */
export function scopesTold(scope: Scope): Scope[] {
  return scope === everywhere ? [everywhere] : [scope, everywhere]
}
