import { describe, expect, test } from 'vitest'
import { accessOf, assertCan, everywhere } from '../../../shared/server/access.ts'

const roles = {
  admin: ['award', 'design', 'manage'],
  reviewer: ['review'],
  author: ['design'],
  viewer: [],
} as const

type Permission = 'award' | 'design' | 'manage' | 'review'

function access(...memberships: { scope: string; role: keyof typeof roles }[]) {
  return accessOf<keyof typeof roles, Permission>('staff:1', memberships, roles)
}

describe('accessOf', () => {
  test.each([
    [
      'of a role in its own part',
      access({ scope: 'youth', role: 'author' }),
      'design',
      'youth',
      true,
    ],
    ['not in another part', access({ scope: 'youth', role: 'author' }), 'design', 'college', false],
    ['not everywhere', access({ scope: 'youth', role: 'author' }), 'design', everywhere, false],
    [
      'not what the role lacks',
      access({ scope: 'youth', role: 'author' }),
      'award',
      'youth',
      false,
    ],
    [
      'in every part for who has it everywhere',
      access({ scope: everywhere, role: 'admin' }),
      'award',
      'youth',
      true,
    ],
    ['of none', access(), 'design', 'youth', false],
  ] as const)('allows what the roles allow: %s', (_, one, permission, scope, expected) => {
    expect(one.can(permission, scope)).toBe(expected)
  })

  test('tells where something may be done', () => {
    const both = access({ scope: 'youth', role: 'author' }, { scope: 'college', role: 'author' })
    expect([
      both.scopesOf('design'),
      both.scopesOf('award'),
      access({ scope: 'youth', role: 'author' }, { scope: everywhere, role: 'admin' }).scopesOf(
        'design',
      ),
    ]).toEqual([['youth', 'college'], [], [everywhere]])
  })
})

describe('assertCan', () => {
  test.each([
    [
      'hides what somebody has no part in',
      access({ scope: 'youth', role: 'author' }),
      'college',
      'not_found',
    ],
    [
      'says to a member what the role lacks',
      access({ scope: 'youth', role: 'viewer' }),
      'youth',
      'forbidden',
    ],
    [
      'says it to a member of the whole',
      access({ scope: everywhere, role: 'reviewer' }),
      'youth',
      'forbidden',
    ],
  ] as const)('%s', (_, one, scope, code) => {
    expect(() => assertCan(one, 'design', scope)).toThrow(expect.objectContaining({ code }))
  })
})
