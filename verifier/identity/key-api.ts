import type { Request, Response } from 'express'
import { z } from 'zod'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { HistoricKey } from '../../shared/node/identity/historic-key.ts'
import type { Access } from '../../shared/server/access.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Logger } from '../../shared/server/operation/logger.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { recordAudit } from '../audit/audit.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { organisationFor } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { endKeys, type KeyEnd } from './end-keys.ts'
import { keyStates, stateOf } from './key-state.ts'
import { forgetKeys, makeKeys, registerKeys, type VerifierIdentity } from './verifier-identity.ts'

export type KeyApiPorts = Pick<OnBehalf, 'identityOf'> & {
  organisations: OrganisationStore
  agent: WaymarkAgent
  database: Database
  clock: () => Date
  logger: Logger
}

const path = '/api/v1/keys'
const permission = 'organisation.manage'

const ends = { rotate: 'retired', revoke: 'revoked' } as const satisfies Record<string, KeyEnd>
const summaries = {
  rotate: 'Let other keys sign soon',
  revoke: 'End keys that are in someone else’s hands',
} as const

const zEnd = z.strictObject({
  /** RFC 7638; every key in use unless given. */
  thumbprint: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
})

const zKeys = z.object({
  did: z.string(),
  keys: z.array(
    z.object({
      thumbprint: z.string(),
      type: z.enum(['Ed25519', 'P-256']),
      state: z.enum(keyStates),
      createdAt: z.string(),
      retired: z.string().optional(),
      revoked: z.string().optional(),
    }),
  ),
})

/** For a key that acts for all organisations; default: the host's own. */
const zWhose = z.object({ organisation: zSlug.optional() })

/** The document of this node is out before the answer, those of others in seconds. */
export function keyApiRoutes(ports: KeyApiPorts): GuardedRoute<Permission>[] {
  const common = { permission, scope: 'anywhere', errors: 'problem' } as const
  const ownerOf = async ({ query }: Request, access: Access<Permission>) => {
    const { organisation: asked } = parseBody(zWhose, query)
    const { organisations } = ports
    const { slug } = await organisationFor(access, permission, { organisations, asked })
    return { organisation: slug, identity: await ports.identityOf(slug) }
  }
  const endRoutes = (['rotate', 'revoke'] as const).map(
    (action): GuardedRoute<Permission> => ({
      ...common,
      method: 'POST',
      path: `${path}/${action}`,
      description: {
        tag: 'keys',
        summary: summaries[action],
        query: zWhose,
        body: zEnd,
        answer: zKeys,
      },
      async handler(request, response, access) {
        await endAsked(request, response, ends[action], {
          ...ports,
          ...(await ownerOf(request, access)),
          actor: access.actorId,
        })
      },
    }),
  )
  return [
    {
      ...common,
      method: 'GET',
      path,
      description: { tag: 'keys', summary: 'The keys that sign', query: zWhose, answer: zKeys },
      async handler(request, response, access) {
        const { identity } = await ownerOf(request, access)
        sendKeys(response, await identity.refresh(), { identity, clock: ports.clock })
      },
    },
    ...endRoutes,
  ]
}

type IdentityPorts = Omit<KeyApiPorts, 'identityOf' | 'organisations'> & {
  organisation: string
  identity: VerifierIdentity
  actor: string
}

async function endAsked(request: Request, response: Response, end: KeyEnd, ports: IdentityPorts) {
  const { organisation, identity, actor, agent, database, clock, logger } = ports
  const { thumbprint } = parseBody(zEnd, request.body ?? {})
  const { did } = identity
  // before they are written down: another node signs with them at once
  const successors = await makeKeys(did, ports)
  await registerKeys(did, successors, agent)
  const { isReplayed } = await runOnce({ database, clock }, request, response, async (tx) => {
    await endKeys(tx, { did, thumbprint, end, successors, at: clock() })
    await recordAudit(tx, {
      ...{ organisation, actor, action: `key.${end}` as const },
      ...{ subject: thumbprint ?? 'all', at: clock().toISOString() },
    })
    return { status: 200, body: null }
  })
  const keys = await identity.refresh()
  const isKept = ({ keyId }: HistoricKey) => keys.some((key) => key.keyId === keyId)
  await forgetKeys(
    successors.filter((key) => !isKept(key)),
    agent,
  )
  if (!isReplayed) logger.warn(`keys of the verifier were ${end}`)
  sendKeys(response, keys, ports)
}

function sendKeys(
  response: Response,
  keys: readonly HistoricKey[],
  { identity, clock }: Pick<IdentityPorts, 'identity' | 'clock'>,
): void {
  const now = clock()
  response.set('Cache-Control', 'no-store').json({
    did: identity.did,
    keys: keys.map((key) => ({
      thumbprint: key.thumbprint,
      type: key.keyType === 'Ed25519' ? 'Ed25519' : 'P-256',
      state: stateOf(key, keys, now),
      createdAt: key.createdAt,
      ...(key.retiredAt !== null && { retired: key.retiredAt }),
      ...(key.compromisedAt !== null && { revoked: key.compromisedAt }),
    })),
  })
}
