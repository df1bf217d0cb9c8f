import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { readLearnerCode } from '../../../shared/learner-code/learner-code.ts'
import {
  askOutcome,
  beginVisit,
  citiesOf,
  makeLearnerCode,
  readCity,
} from '../../../wallet/core/learner-code.ts'
import type { WalletPorts } from '../../../wallet/core/wallet-ports.ts'
import { createTestClock } from '../../support/clock.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'

const city = parseDid('did:web:cardiff.example')
const key = ed25519TestKey('learner')
const clock = createTestClock()
const holder = {
  did: key.did,
  curve: 'Ed25519',
  isDefault: true,
  createdAt: '2026-11-22T10:00:00Z',
} as const
const agent = {
  listHolders: async () => [],
  createDefaultHolder: async () => holder,
  signerOf: async () => key.signer(),
  createPresentation: () => Promise.reject(new Error('nothing is presented here')),
} satisfies WalletPorts['agent']
const random = (count: number) => new Uint8Array(count).fill(7)

describe('makeLearnerCode', () => {
  test('makes a code for the city, whose ticket the wallet alone knows', async () => {
    const visit = beginVisit(city, { random })
    const read = readLearnerCode(await makeLearnerCode(visit, { agent, clock }), {
      city,
      now: clock(),
    })
    const ticketHash = createHash('sha256').update(visit.ticket).digest('base64url')
    expect(read).toMatchObject({ code: { holder: key.did, ticketHash } })
  })
})

describe('askOutcome', () => {
  const ask = (answer: unknown, status = 200) => {
    const asked: string[] = []
    const fetch = async (url: string | URL) => {
      asked.push(String(url))
      return new Response(JSON.stringify(answer), { status })
    }
    const outcome = askOutcome({ city, ticket: 'abc' }, { fetch, allowLoopbackHttp: false })
    return { outcome, asked }
  }

  test('asks the city that the code is for', async () => {
    const { outcome, asked } = ask({ state: 'waiting' })
    expect(await outcome).toEqual({ state: 'waiting' })
    expect(asked).toEqual(['https://cardiff.example/learner-codes/abc'])
  })

  test.each([
    { state: 'awarded', offerUrl: 'https://evil.example/offers/x' },
    { state: 'awarded', offerUrl: 'https://cardiff.example.evil.example/x' },
    { state: 'awarded', offerUrl: 'javascript:alert(1)' },
    { state: 'marked', activity: 'Radio club', day: 'soon' },
    { state: 'done' },
    [],
  ])('takes no %j', async (answer) => {
    await expect(ask(answer).outcome).rejects.toMatchObject({ code: 'issuer_answer_malformed' })
  })

  test('says when the city does not answer', async () => {
    await expect(ask({}, 500).outcome).rejects.toMatchObject({ code: 'fetch_failed' })
  })
})

describe('readCity', () => {
  test.each([
    ['did:web:cardiff.example', city],
    ['did:web:cardiff.example:providers:x', undefined],
    ['did:key:z6Mk', undefined],
    ['https://cardiff.example', undefined],
    [null, undefined],
  ])('%s', (text, expected) => {
    expect(readCity(text)).toBe(expected)
  })
})

describe('citiesOf', () => {
  test('names the city of each issuer once', () => {
    const issuers = [
      'did:web:cardiff.example:providers:harbour-youth',
      'did:web:cardiff.example:providers:dock-makers',
      'did:web:swansea.example',
      'did:key:z6Mk',
      'https://old.example/issuer',
    ]
    expect(citiesOf(issuers)).toEqual([city, 'did:web:swansea.example'])
  })
})
