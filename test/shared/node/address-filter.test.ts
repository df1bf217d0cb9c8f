import { describe, expect, test } from 'vitest'
import {
  assertPermittedAddresses,
  assertPermittedUrl,
  isLoopbackAddress,
  isPublicAddress,
} from '../../../shared/node/address-filter.ts'

const forbidden = expect.objectContaining({ code: 'address_forbidden' })

const publicAddresses = [
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '168.63.129.15',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2606:4700:4700::1111',
  '2a00:1450:4009:81f::200e',
]

const otherAddresses = [
  ['this network', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT, where a cloud has its metadata', '100.100.100.200'],
  ['link-local, where clouds have their metadata', '169.254.169.254'],
  ['an address where a cloud answers', '168.63.129.16'],
  ['protocol assignments, where a cloud has its metadata', '192.0.0.192'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['6to4 relay', '192.88.99.1'],
  ['benchmarks', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped private, in hexadecimal', '::ffff:a00:1'],
  ['mapped, even if public', '::ffff:1.1.1.1'],
  ['compatible', '::127.0.0.1'],
  ['translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::a00:1'],
  ['local NAT64', '64:ff9b:1::1'],
  ['discard', '100::1'],
  ['Teredo', '2001::1'],
  ['ORCHID', '2001:20::1'],
  ['documentation', '2001:db8::1'],
  ['documentation', '3fff::1'],
  ['6to4 around a private address', '2002:a00:1::1'],
  ['unique local', 'fc00::1'],
  ['unique local, where a cloud has its metadata', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['not assigned', '4000::1'],
  ['no address', 'localhost'],
  ['nothing', ''],
] as const

const loopbackAddresses = ['127.0.0.1', '127.255.255.254', '::1']

describe('isPublicAddress', () => {
  test.each(publicAddresses)('says yes to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each(otherAddresses)('says no to %s: %s', (_name, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(loopbackAddresses)('says no to %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('isLoopbackAddress', () => {
  test.each(loopbackAddresses)('says yes to %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true)
  })

  test.each(['126.255.255.255', '128.0.0.0', '0.0.0.0', '10.0.0.1', '::', '::2', 'localhost'])(
    'says no to %j',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false)
    },
  )
})

describe('assertPermittedUrl', () => {
  const permit = (allowLoopbackHttp: boolean) => (text: string) =>
    assertPermittedUrl(new URL(text), { allowLoopbackHttp })

  test.each([
    'https://city.example',
    'https://city.example:8443/a?b',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
  ])('permits %s', (url) => {
    expect(() => permit(false)(url)).not.toThrow()
  })

  const localUrls = [
    'http://localhost:3001',
    'https://localhost:3001',
    'http://LocalHost',
    'http://127.0.0.1:3001',
    'http://127.1:3001',
    'http://[::1]:3001',
  ]

  test.each(localUrls)('permits %s in development only', (url) => {
    expect(() => permit(true)(url)).not.toThrow()
    expect(() => permit(false)(url)).toThrow(forbidden)
  })

  test.each([
    ['http', 'http://city.example'],
    ['ftp', 'ftp://city.example'],
    ['ftp to this machine', 'ftp://localhost'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,a'],
    ['a user', 'https://me@city.example'],
    ['a password', 'https://:secret@city.example'],
    ['a user at this machine', 'http://me@localhost'],
    ['a trailing dot', 'https://city.example.'],
    ['this machine with a trailing dot', 'https://localhost.'],
    ['another loopback address', 'http://127.0.0.2'],
    ['another loopback address by https', 'https://127.0.0.2'],
    ['a private address', 'https://10.0.0.1'],
    ['a private address by http', 'http://10.0.0.1'],
    ['a decimal address', 'https://167772161'],
    ['a hexadecimal address', 'https://0x0a000001'],
    ['an octal address', 'https://012.0.0.01'],
    ['a short address', 'https://10.1'],
    ['a full-width address', 'https://１０.0.0.1'],
    ['metadata', 'https://169.254.169.254/latest/meta-data'],
    ['a mapped address', 'https://[::ffff:10.0.0.1]'],
    ['NAT64', 'https://[64:ff9b::10.0.0.1]'],
    ['a unique local address', 'https://[fd00:ec2::254]'],
    ['nowhere', 'https://0'],
  ])('refuses %s', (_name, url) => {
    expect(() => permit(true)(url)).toThrow(forbidden)
    expect(() => permit(false)(url)).toThrow(forbidden)
  })
})

describe('assertPermittedAddresses', () => {
  test('lets a host on the Internet lead to public addresses only', () => {
    expect(() => assertPermittedAddresses(['1.1.1.1', '2606:4700::1'], false)).not.toThrow()
    expect(() => assertPermittedAddresses(['1.1.1.1', '10.0.0.1'], false)).toThrow(forbidden)
    expect(() => assertPermittedAddresses(['127.0.0.1'], false)).toThrow(forbidden)
  })

  test('lets this machine lead to itself only', () => {
    expect(() => assertPermittedAddresses(['127.0.0.1', '::1'], true)).not.toThrow()
    expect(() => assertPermittedAddresses(['127.0.0.1', '1.1.1.1'], true)).toThrow(forbidden)
    expect(() => assertPermittedAddresses(['10.0.0.1'], true)).toThrow(forbidden)
  })
})
