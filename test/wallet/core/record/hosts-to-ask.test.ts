import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { hostsToAsk } from '../../../../wallet/core/record/hosts-to-ask.ts'
import {
  assertion,
  badgeClass,
  signedAssertion,
} from '../../../shared/verify/open-badge-2/examples.ts'
import { badgeDocument, heldBadge } from '../../fake-ports.ts'

function asked(issuerId: string, status?: unknown): string[] {
  const document = { ...badgeDocument(), ...(status !== undefined && { credentialStatus: status }) }
  const { summary } = heldBadge()
  // sound: hostile values are what this is about
  const badge = heldBadge({ document: document as JsonObject })
  return hostsToAsk({ ...badge, summary: { ...summary, issuer: { id: issuerId } } })
}

const list = (statusListCredential: unknown) => ({ statusListCredential })

describe('hostsToAsk', () => {
  test.each<[string, unknown, string[]]>([
    ['did:web:city.example:quay', undefined, ['https://city.example']],
    ['did:web:city.example', list('https://city.example/s/1'), ['https://city.example']],
    [
      'did:web:quay.example%3A8443',
      list('https://city.example/s/1'),
      ['https://quay.example:8443', 'https://city.example'],
    ],
    ['did:web:localhost%3A3001', undefined, ['http://localhost:3001']],
    ['https://college.example/issuer', undefined, ['https://college.example']],
    [
      'did:web:city.example',
      [list('https://lists.example/1'), { id: 'https://older.example/revoked.json' }],
      ['https://city.example', 'https://lists.example', 'https://older.example'],
    ],
    ['did:key:z6Mk', list('javascript:alert(1)'), []],
    ['did:web:..', list(['x']), []],
    ['', [null, 7], []],
  ])('%s with %j asks %j', (issuerId, status, hosts) => {
    expect(asked(issuerId, status)).toEqual(hosts)
  })

  const jws = `e30.${Buffer.from(JSON.stringify(signedAssertion)).toString('base64url')}.AAAA`
  const inside = { ...badgeClass, id: 'https://classes.example/1', issuer: 'http://issuer.example' }
  test.each<[string, string, string[]]>([
    ['a hosted badge', JSON.stringify(assertion), ['https://example.org', 'https://later.example']],
    ['a signed one', jws, ['https://example.org', 'https://later.example']],
    [
      'one with its class inside',
      JSON.stringify({ ...assertion, id: 'urn:uuid:1', badge: inside }),
      ['https://classes.example', 'http://issuer.example', 'https://later.example'],
    ],
  ])('asks of the older kind where the parts of %s stand', (_, text, hosts) => {
    const old = heldBadge({ format: 'open-badge-2', text })
    const found = { types: [], issuer: { id: 'https://later.example/issuer' } }
    expect(hostsToAsk({ ...old, report: { ...old.report, credential: found } })).toEqual(hosts)
  })

  test('asks nobody about what is no badge', () => {
    expect(hostsToAsk({ ...heldBadge({ text: 'x' }), summary: noIssuer() })).toEqual([])
  })
})

function noIssuer() {
  return { types: [], issuer: { id: '' } }
}
