import type { Express, Request, RequestHandler } from 'express'
import { z } from 'zod'
import { AppError } from '../../../errors/app-error.ts'
import { createRateLimiter, requireTry, takeTry } from '../../http/rate-limiter.ts'
import type { RouteDeclaration } from '../../http/route-declarations.ts'
import { type ApiKey, type ApiKeyStore, findApiKey } from '../api-keys.ts'
import { type ApiTokens, tokenLifeSeconds } from './api-tokens.ts'

export const tokenPath = '/api/v1/token'

export const tokenDeclarations: readonly RouteDeclaration[] = [
  { path: tokenPath, methods: ['POST'], errors: 'oauth', maxBodyBytes: 4_096 },
]

/** Behind `/api/v1`: who asks for a token shows their key there. */
export function exceptForTokens(requireKey: RequestHandler): RequestHandler {
  return (request, response, next) =>
    `${request.baseUrl}${request.path}` === tokenPath ? next() : requireKey(request, response, next)
}

export type TokenPorts = {
  apiKeys: Pick<ApiKeyStore, 'findByHash'>
  apiTokens: ApiTokens
  /** What a key may do that says nothing of it. */
  permissionsOf: (apiKey: ApiKey) => readonly string[]
  clock: () => Date
}

const tokensPerMinute = 60
const wrongClientsPerMinute = 30

const zForm = z.object({
  grant_type: z.string().optional(),
  scope: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
})

/**
 * Changes an API key for a token that lives a quarter of an hour: client_id is the key's id, client_secret its text.
 * @see RFC 6749 sections 2.3.1, 4.4 and 5
 */
export function tokenRoutes(app: Express, ports: TokenPorts): void {
  const { apiKeys, apiTokens, permissionsOf, clock } = ports
  const wrongClients = createRateLimiter({ limit: wrongClientsPerMinute, windowSeconds: 60, clock })
  const tokens = createRateLimiter({ limit: tokensPerMinute, windowSeconds: 60, clock })

  app.post(tokenPath, async (request, response) => {
    const client = request.ip ?? ''
    requireTry(wrongClients, client, response)
    const form = readForm(request)
    const { id, secret } = clientOf(request, form)
    const apiKey = await findApiKey(apiKeys, secret)
    if (apiKey === undefined || apiKey.id !== id) {
      wrongClients.take(client)
      throw unknownClient()
    }
    if (form.grant_type !== 'client_credentials') {
      throw form.grant_type === undefined
        ? new AppError('invalid_request', 'grant_type is missing')
        : new AppError('unsupported_grant_type', 'Only client_credentials is given here')
    }
    takeTry(tokens, apiKey.id, response)
    const permissions = narrowed(permissionsOf(apiKey), form.scope)
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json({
      access_token: apiTokens.make(apiKey.id, permissions),
      token_type: 'Bearer',
      expires_in: tokenLifeSeconds,
      scope: permissions.join(' '),
    })
  })
}

function readForm(request: Request): z.infer<typeof zForm> {
  const isForm = request.is('application/x-www-form-urlencoded')
  const form = zForm.safeParse(request.body ?? {})
  if (isForm && form.success) return form.data
  throw new AppError('invalid_request', 'Send the request as application/x-www-form-urlencoded')
}

/** client_secret_basic or client_secret_post, and never both. @throws AppError invalid_client, invalid_request */
function clientOf(request: Request, form: z.infer<typeof zForm>): { id: string; secret: string } {
  const header = request.get('Authorization')
  const { client_id: id, client_secret: secret } = form
  if (header === undefined) {
    if (id === undefined || secret === undefined) throw unknownClient()
    return { id, secret }
  }
  if (secret !== undefined) {
    throw new AppError('invalid_request', 'Send the client once: in the header or in the body')
  }
  const basic = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1]
  const text = Buffer.from(basic ?? '', 'base64').toString('utf8')
  const at = text.indexOf(':')
  if (basic === undefined || at < 0) throw unknownClient()
  return { id: formDecoded(text.slice(0, at)), secret: formDecoded(text.slice(at + 1)) }
}

/** @see RFC 6749 section 2.3.1: both parts are encoded as in a form */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw unknownClient()
  }
}

function unknownClient(): AppError {
  return new AppError('invalid_client', 'There is no such client, or its secret is another')
}

/** @throws AppError invalid_scope for more than the key may do */
function narrowed(held: readonly string[], scope: string | undefined): readonly string[] {
  const asked = (scope ?? '').split(' ').filter((one) => one !== '')
  if (asked.length === 0) return held
  if (!asked.every((one) => held.includes(one))) {
    throw new AppError('invalid_scope', 'The key may not do all that was asked for')
  }
  return [...new Set(asked)]
}
