import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { assertPermittedAddresses } from './address-filter.ts'

/** Every address of a host name. Rejects if there is none. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>

export const resolveHostBySystem: ResolveHost = (hostname) => lookup(hostname, { all: true })

/**
 * The name lookup of a connection that is about to be made. The socket connects to one of the very addresses that
 * were checked, so a name that answers differently a moment later gains nothing.
 */
export function guardedLookup(resolveHost: ResolveHost, isLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolvePermitted(hostname).then(
      ([first, ...rest]) => {
        if (options.all) callback(null, [first, ...rest])
        else callback(null, first.address, first.family)
      },
      (error) => callback(error, ''),
    )
  }

  async function resolvePermitted(hostname: string): Promise<[LookupAddress, ...LookupAddress[]]> {
    const [first, ...rest] = await resolveHost(hostname)
    if (first === undefined) throw new Error('The host name has no address')
    const addresses: [LookupAddress, ...LookupAddress[]] = [first, ...rest]
    assertPermittedAddresses(
      addresses.map(({ address }) => address),
      isLoopback,
    )
    return addresses
  }
}
