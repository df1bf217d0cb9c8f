import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { recipientIdentifiers } from '../../../issuer/awards/recipient.ts'

const hashOf = (text: string) => `sha256$${createHash('sha256').update(text).digest('hex')}`

describe('recipientIdentifiers', () => {
  const award = { recipientEmail: ' Sam@Learner.example', recipientSalt: 'salt' }

  it('hashes the address folded and the name as it is written', async () => {
    const made = await recipientIdentifiers({ ...award, recipientName: 'Siân McKay' })
    expect(made).toEqual([
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: hashOf('sam@learner.examplesalt'),
        identityType: 'emailAddress',
        salt: 'salt',
      },
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: hashOf('Siân McKaysalt'),
        identityType: 'name',
        salt: 'salt',
      },
    ])
  })

  it('names nobody by name whose name is not known', async () => {
    const made = await recipientIdentifiers({ ...award, recipientName: null })
    expect(made.map(({ identityType }) => identityType)).toEqual(['emailAddress'])
  })
})
