import { parseUrl } from '../../shared/did/url.ts'
import { AppError } from '../../shared/errors/app-error.ts'

const maxUrlLength = 2048
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An address that the wallet may send requests to: https (or http to a loopback host, where that is switched on),
 * without user and fragment. The guarded fetch judges the network address itself.
 * @throws AppError address_forbidden
 */
export function parseSecureUrl(text: string | URL, options: { allowLoopbackHttp: boolean }): URL {
  const source = String(text)
  const url = source.length > maxUrlLength ? undefined : parseUrl(source)
  if (url === undefined) {
    throw new AppError('address_forbidden', 'An address in the offer or request is not a valid URL')
  }
  if (url.username !== '' || url.password !== '' || source.includes('#')) {
    throw new AppError(
      'address_forbidden',
      'An address in the offer or request holds a user name, password or fragment',
    )
  }
  const isLoopbackHttp = url.protocol === 'http:' && loopbackHosts.has(url.hostname)
  if (url.protocol === 'https:' || (isLoopbackHttp && options.allowLoopbackHttp)) return url
  throw new AppError('address_forbidden', 'An address in the offer or request is not https')
}
