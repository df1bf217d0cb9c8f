import { BlockList, isIP, isIPv4 } from 'node:net'
import { AppError } from '../errors/app-error.ts'

/**
 * IPv4 that is not for the public Internet, and one address outside those blocks at which a cloud answers.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const forbiddenIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/**
 * Only global unicast is public, without the blocks in it that hold documentation, protocols and tunnels (which
 * can carry any IPv4 address). That leaves out v4-mapped, NAT64, unique local and link-local addresses.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const globalIpv6 = '2000::/3'
const forbiddenIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const forbidden = blockListOf([...forbiddenIpv4, ...forbiddenIpv6])
const global = blockListOf([globalIpv6])
const loopback = blockListOf(['127.0.0.0/8', '::1/128'])

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** May a request go there? False for anything that is not the text of an IP address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !forbidden.check(address, 'ipv4')
  return isIP(address) === 6 && global.check(address, 'ipv6') && !forbidden.check(address, 'ipv6')
}

export function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

export function isLoopbackHost(url: URL): boolean {
  return loopbackHosts.has(url.hostname)
}

/**
 * What can be told from the URL alone: https (http for loopback hosts only, and those only by the switch), no
 * user info, no trailing dot, no forbidden address in any spelling (a URL has already made one of them all).
 */
export function assertPermittedUrl(url: URL, options: { allowLoopbackHttp: boolean }): void {
  if (url.username !== '' || url.password !== '') throw forbid('holds user information')
  if (isLoopbackHost(url)) {
    const isWebAddress = url.protocol === 'http:' || url.protocol === 'https:'
    if (options.allowLoopbackHttp && isWebAddress) return
    throw forbid('leads to this machine')
  }
  if (url.protocol !== 'https:') throw forbid('is not https')
  if (url.hostname.endsWith('.')) throw forbid('has a host name that ends in a dot')
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw forbid('leads into a private network')
}

/** What a host name came to: a loopback host must stay on this machine, every other must leave it. */
export function assertPermittedAddresses(addresses: readonly string[], isLoopback: boolean): void {
  const isPermitted = isLoopback ? isLoopbackAddress : isPublicAddress
  if (!addresses.every(isPermitted)) throw forbid('leads into a private network')
}

function forbid(reason: string): AppError {
  return new AppError('address_forbidden', `The address ${reason}, so it is not asked`)
}

function blockListOf(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [address = '', prefixLength] = subnet.split('/')
    list.addSubnet(address, Number(prefixLength), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}
