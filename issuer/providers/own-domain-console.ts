import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import {
  base,
  type Handler,
  one,
  type ProviderConsolePorts,
  pageRoute,
  providerIn,
  type Route,
} from './provider-page.ts'
import { recheckOwnDomain } from './recheck-domain.ts'

/** Whether a domain of its own says what it must, looked at when asked. */
export function ownDomainRoutes(ports: ProviderConsolePorts): Route[] {
  const checkDomain: Handler = async (request, response) => {
    const provider = await providerIn(request, ports)
    const check = await recheckOwnDomain(provider, ports)
    if (check === undefined) {
      throw new AppError('not_found', 'This provider has no domain of its own')
    }
    const { state } = check
    const text = translate('en', `console.providers.domain.${state}`)
    const kind = state === 'same' ? 'done' : 'problem'
    await redirectWith(response, `${base}/${provider.slug}`, { text, kind }, ports)
  }

  return [pageRoute('POST', `${one}/check-domain`, 'city.manage', checkDomain)]
}
