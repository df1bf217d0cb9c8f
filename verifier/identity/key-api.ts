import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { HistoricKey } from '../../shared/node/identity/historic-key.ts'
import { configuredApiKeyId } from '../../shared/server/configured-api-key.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import type { Logger } from '../../shared/server/logger.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { endKeys, type KeyEnd } from './end-keys.ts'
import { stateOf } from './key-state.ts'
import { forgetKeys, makeKeys, registerKeys, type VerifierIdentity } from './verifier-identity.ts'

export type KeyApiPorts = {
  identity: VerifierIdentity
  agent: WaymarkAgent
  database: Database
  clock: () => Date
  logger: Logger
}

const path = '/api/v1/keys'

const ends = { rotate: 'retired', revoke: 'revoked' } as const satisfies Record<string, KeyEnd>

export const keyApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'problem' },
  ...Object.keys(ends).map((action) => ({
    path: `${path}/${action}`,
    methods: ['POST'] as const,
    errors: 'problem' as const,
  })),
]

const zEnd = z.strictObject({
  /** RFC 7638; every key in use unless given. */
  thumbprint: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
})

/** Stands behind requireApiKey. The document of this node is out before the answer, those of others in seconds. */
export function keyApiRoutes(app: Express, ports: KeyApiPorts): void {
  app.get(path, async (_request, response) => {
    assertOperator(response)
    sendKeys(response, await ports.identity.refresh(), ports)
  })
  for (const [action, end] of Object.entries(ends)) {
    app.post(`${path}/${action}`, (request, response) => endAsked(request, response, end, ports))
  }
}

async function endAsked(request: Request, response: Response, end: KeyEnd, ports: KeyApiPorts) {
  const { identity, agent, database, clock, logger } = ports
  assertOperator(response)
  const { thumbprint } = parseBody(zEnd, request.body ?? {})
  const { did } = identity
  // before they are written down: another node signs with them at once
  const successors = await makeKeys(did, ports)
  await registerKeys(did, successors, agent)
  const { isReplayed } = await runOnce({ database, clock }, request, response, async (tx) => {
    await endKeys(tx, { did, thumbprint, end, successors, at: clock() })
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

/** A key of another system asks for badges; the keys of the employer are not its business. */
function assertOperator({ locals }: Response): void {
  if (locals.apiKey?.id === configuredApiKeyId) return
  throw new AppError('forbidden', 'Only the API key of the configuration may do this')
}

function sendKeys(
  response: Response,
  keys: readonly HistoricKey[],
  { identity, clock }: KeyApiPorts,
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
