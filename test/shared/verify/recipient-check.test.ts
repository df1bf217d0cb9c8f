import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkRecipient, hashIdentity } from '../../../shared/verify/recipient-check.ts'

function hashed(identity: string, identityType = 'emailAddress', salt = 'deadsea') {
  const digest = createHash('sha256')
    .update(identity + salt)
    .digest('hex')
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: `sha256$${digest}`,
    identityType,
    salt,
  }
}

function plain(identityHash: string, identityType = 'emailAddress') {
  return { type: 'IdentityObject', hashed: false, identityHash, identityType }
}

function badgeFor(...identifier: object[]) {
  return { credentialSubject: { type: ['AchievementSubject'], identifier } }
}

describe('hashIdentity', () => {
  it('hashes the identity with the salt after it (FIPS 180-2, "abc")', async () => {
    expect(await hashIdentity('ab', 'c')).toBe(
      'sha256$ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})

describe('checkRecipient', () => {
  const [ann, name] = ['ann@quay.example', 'Ann Pritchard']

  it.each([
    ['nobody', badgeFor(hashed(ann)), undefined, 'not_asked'],
    ['nothing about a person', badgeFor(hashed(ann)), {}, 'not_asked'],
    ['a hashed e-mail', badgeFor(hashed(ann)), { email: ann }, 'matches'],
    ['an e-mail in capitals', badgeFor(hashed(ann)), { email: ' Ann@Quay.example ' }, 'matches'],
    [
      'an e-mail hashed as typed',
      badgeFor(hashed('Ann@quay.example')),
      { email: 'Ann@quay.example' },
      'matches',
    ],
    ['another e-mail', badgeFor(hashed(ann)), { email: 'bob@quay.example' }, 'differs'],
    ['another salt', badgeFor({ ...hashed(ann), salt: 'redsea' }), { email: ann }, 'differs'],
    [
      'a hash without salt',
      badgeFor({ ...hashed(ann, 'emailAddress', ''), salt: undefined }),
      { email: ann },
      'matches',
    ],
    [
      'a hash in capitals',
      badgeFor({
        ...hashed(ann),
        identityHash: hashed(ann).identityHash.toUpperCase().replace('SHA', 'sha'),
      }),
      { email: ann },
      'matches',
    ],
    ['a plain e-mail', badgeFor(plain('Ann@quay.example')), { email: ann }, 'matches'],
    ['another plain e-mail', badgeFor(plain('bob@quay.example')), { email: ann }, 'differs'],
    [
      'one of several identifiers',
      badgeFor(hashed('old@quay.example'), hashed(ann)),
      { email: ann },
      'matches',
    ],
    ['a name', badgeFor(hashed(name, 'name')), { name }, 'matches'],
    [
      'a name that was hashed with its spaces as typed',
      badgeFor(hashed('Ann  Pritchard', 'name')),
      { name: 'Ann  Pritchard' },
      'matches',
    ],
    [
      'a name with other spaces',
      badgeFor(plain(name, 'name')),
      { name: ' ann   pritchard' },
      'matches',
    ],
    ['a composed name', badgeFor(plain('Siân', 'name')), { name: 'Sia\u0302n' }, 'matches'],
    [
      'an e-mail where only a name stands',
      badgeFor(plain(name, 'name')),
      { email: ann },
      'not_stated',
    ],
    [
      'an e-mail where a DID alone stands',
      { credentialSubject: { id: 'did:key:z6Mk' } },
      { email: ann },
      'not_stated',
    ],
    [
      'a hash of a kind that is not read',
      badgeFor({ ...hashed(ann), identityHash: `md5$${'0'.repeat(32)}` }),
      { email: ann },
      'not_stated',
    ],
    ['both, of which one stands', badgeFor(hashed(ann)), { email: ann, name }, 'matches'],
    [
      'both, of which one differs',
      badgeFor(hashed(ann), plain('Bob', 'name')),
      { email: ann, name },
      'differs',
    ],
    [
      'the hash itself as an e-mail',
      badgeFor(hashed(ann)),
      { email: hashed(ann).identityHash },
      'differs',
    ],
    ['an empty e-mail', badgeFor(hashed(ann)), { email: '' }, 'differs'],
  ])('answers for %s', async (_, document, recipient, code) => {
    expect((await checkRecipient(document, recipient)).code).toBe(code)
  })

  it('reads no more than twenty identifiers', async () => {
    const many = Array.from({ length: 20 }, (_, index) => hashed(`${index}@quay.example`))
    expect((await checkRecipient(badgeFor(...many, hashed(ann)), { email: ann })).code).toBe(
      'differs',
    )
  })
})
