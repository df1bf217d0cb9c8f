import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { hostsToAsk } from '../../../../wallet/core/record/hosts-to-ask.ts'
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
    ['did:key:z6Mk', list('javascript:alert(1)'), []],
    ['did:web:..', list(['x']), []],
    ['', [null, 7], []],
  ])('%s with %j asks %j', (issuerId, status, hosts) => {
    expect(asked(issuerId, status)).toEqual(hosts)
  })

  test('asks nobody about what is no badge', () => {
    expect(hostsToAsk({ ...heldBadge({ text: 'x' }), summary: noIssuer() })).toEqual([])
  })
})

function noIssuer() {
  return { types: [], issuer: { id: '' } }
}
