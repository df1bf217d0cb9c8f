import type { Request, Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { formErrors } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import type { KeyApiPorts } from '../identity/key-api.ts'
import type { Permission } from '../staff/roles.ts'
import type { OwnDomainPorts } from './own-domain.ts'
import type { Provider } from './provider.ts'
import { getProvider } from './provider-store.ts'
import type { TellOwnersPorts } from './tell-owners.ts'

export type ProviderConsolePorts = KeyApiPorts & OwnDomainPorts & TellOwnersPorts

export type Route = GuardedRoute<Permission>
export type Handler = (
  request: Request,
  response: Response,
  access: Access<Permission>,
) => Promise<void> | void

export const area = 'providers'
export const base = '/console/city/providers'
export const one = `${base}/:slug`

export const say = (key: 'slug' | 'name' | 'description' | 'domain' | 'day') => ({
  error: () => translate('en', `console.providers.error.${key}`),
})

export function pageRoute(
  method: 'GET' | 'POST',
  path: string,
  permission: Permission,
  handler: Handler,
): Route {
  return { method, path, permission, scope: 'everywhere', errors: 'page', handler }
}

export function providerIn(
  request: Request,
  { database }: ProviderConsolePorts,
): Promise<Provider> {
  return getProvider(database.reader, String(request.params.slug))
}

export type Refused = { values: Record<string, string>; errors: Record<string, string> }

export function errorsOf(error: unknown): Record<string, string> | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'provider_inactive') {
    return { scope: translate('en', 'console.providers.error.closed') }
  }
  if (error.code === 'did_malformed') {
    return { domain: translate('en', 'console.providers.error.domain') }
  }
  return formErrors(error)
}

export function lineOf({ slug, name, state }: Provider) {
  return {
    href: `${base}/${slug}`,
    name: name.en,
    state,
    stateText: translate('en', `console.providers.state.${state}`),
  }
}
