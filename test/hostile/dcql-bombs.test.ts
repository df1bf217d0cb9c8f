import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json/json.ts'
import { openRequest } from '../../wallet/core/open-request.ts'
import { heldBadge } from '../wallet/fake-ports.ts'
import { refusalOf } from '../wallet/refusal.ts'
import {
  createShopWorld,
  honestRequest,
  requestLink,
  serveRequest,
  signRequest,
} from './asking-shop.ts'

describe('DCQL bombs', () => {
  const credential = (id: string, more: JsonObject = {}): JsonObject => ({
    id,
    format: 'ldp_vc',
    meta: { type_values: [['https://www.w3.org/2018/credentials#VerifiableCredential']] },
    ...more,
  })
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index))
  const claim = (index: number) => ({ id: `c${index}`, path: ['a'], values: ['x'] })
  const table: [string, JsonObject, string][] = [
    ['no credentials', { credentials: [] }, 'authorization_request_malformed'],
    [
      'a thousand credentials',
      { credentials: many(1000, (i) => credential(`q${i}`)) },
      'authorization_request_malformed',
    ],
    [
      'a hundred credentials',
      { credentials: many(100, (i) => credential(`q${i}`)) },
      'authorization_request_unsupported',
    ],
    [
      'one id twice',
      { credentials: [credential('a'), credential('a')] },
      'authorization_request_malformed',
    ],
    [
      'ids of every object',
      {
        credentials: [credential('__proto__'), credential('constructor')],
        credential_sets: [{ options: [['toString']] }],
      },
      'authorization_request_malformed',
    ],
    [
      'many claims each',
      { credentials: many(30, (i) => credential(`q${i}`, { claims: many(99, claim) })) },
      'authorization_request_unsupported',
    ],
    [
      'many claim sets',
      {
        credentials: [
          credential('a', {
            claims: [claim(0)],
            claim_sets: many(100, () => many(100, () => 'c0')),
          }),
        ],
      },
      'authorization_request_unsupported',
    ],
    [
      'many credential sets',
      {
        credentials: [credential('a')],
        credential_sets: many(100, () => ({ options: many(100, () => ['a']) })),
      },
      'authorization_request_unsupported',
    ],
    [
      'a path of a thousand steps',
      { credentials: [credential('a', { claims: [{ path: many(1000, () => 'x') }] })] },
      'authorization_request_malformed',
    ],
    [
      'a negative index',
      { credentials: [credential('a', { claims: [{ path: [-1] }] })] },
      'authorization_request_malformed',
    ],
    [
      'a set of nothing that is there',
      { credentials: [credential('a')], credential_sets: [{ options: [['b']] }] },
      'authorization_request_malformed',
    ],
  ]

  test.for(table)('%s', async ([, dcql_query, code]) => {
    const world = createShopWorld()
    serveRequest(world, await signRequest({ ...honestRequest, dcql_query }))
    expect(await refusalOf(openRequest(requestLink, world.ports))).toBe(code)
  })

  test('more comparisons than a person would wait for', async () => {
    const world = createShopWorld()
    world.badges.push(...many(999, (i) => heldBadge({ id: `b${i}` })))
    const dcql_query = { credentials: many(30, (i) => credential(`q${i}`)) }
    serveRequest(world, await signRequest({ ...honestRequest, dcql_query }))
    const code = await refusalOf(openRequest(requestLink, world.ports))
    expect(code).toBe('authorization_request_unsupported')
  })
})
