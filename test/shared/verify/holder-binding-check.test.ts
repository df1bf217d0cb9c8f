import { describe, expect, it } from 'vitest'
import { checkBinding, checkHolderBinding } from '../../../shared/verify/holder-binding-check.ts'

const holder = 'did:key:z6MkholderA'
const other = 'did:key:z6MkotherB'
const identifier = [{ type: 'IdentityObject', identityHash: 'sha256$00' }]

describe('checkHolderBinding', () => {
  it.each([
    ['the holder', { id: holder }, 'ok'],
    ['a list with the holder alone', [{ id: holder }], 'ok'],
    ['the holder, with an e-mail beside', { id: holder, identifier }, 'ok'],
    ['another', { id: other }, 'subject_differs'],
    ['another spelling', { id: holder.toUpperCase() }, 'subject_differs'],
    ['a key of the holder', { id: `${holder}#z6MkholderA` }, 'subject_differs'],
    ['the holder with a space', { id: `${holder} ` }, 'subject_differs'],
    ['the holder and another', [{ id: holder }, { id: other }], 'several_holders'],
    ['the holder and nobody', [{ id: holder }, { role: 'witness' }], 'several_holders'],
    ['the holder twice', [{ id: holder }, { id: holder }], 'ok'],
    ['two others', [{ id: other }, { id: other }], 'subject_differs'],
    ['an e-mail alone', { identifier }, 'hashed_recipient'],
    ['an e-mail that is no list', { identifier: identifier[0] }, 'hashed_recipient'],
    ['nobody', { achievement: {} }, 'subject_unnamed'],
    ['an empty list of e-mails', { identifier: [] }, 'subject_unnamed'],
    ['a number', { id: 7 }, 'subject_differs'],
    ['null', { id: null }, 'subject_differs'],
  ])('judges a credential awarded to %s', (_, credentialSubject, code) => {
    expect(checkHolderBinding({ credentialSubject }, holder).code).toBe(code)
  })

  it('asks nothing where nobody claims to hold it', () => {
    expect(checkHolderBinding({ credentialSubject: { id: other } }, undefined).code).toBe(
      'not_asked',
    )
  })
})

describe('checkBinding', () => {
  const binding = { nonce: 'n-1', audience: 'did:web:shop.example' }
  const made = { nonce: 'n-1', audiences: ['did:web:shop.example'] as unknown[] }

  it.each([
    ['what was asked for', {}, 'ok'],
    ['no nonce', { nonce: undefined }, 'nonce_missing'],
    ['an empty nonce', { nonce: '' }, 'nonce_wrong'],
    ['another nonce', { nonce: 'n-2' }, 'nonce_wrong'],
    ['a nonce in other letters', { nonce: 'N-1' }, 'nonce_wrong'],
    ['a list with the nonce', { nonce: ['n-1'] }, 'nonce_wrong'],
    ['no audience', { audiences: [] }, 'audience_missing'],
    ['another audience', { audiences: ['did:web:thief.example'] }, 'audience_wrong'],
    ['part of the audience', { audiences: ['did:web:shop'] }, 'audience_wrong'],
    [
      'the audience and another',
      { audiences: [...made.audiences, 'did:web:thief.example'] },
      'several_audiences',
    ],
    [
      'the audience twice',
      { audiences: [...made.audiences, ...made.audiences] },
      'several_audiences',
    ],
    ['an audience in a list of its own', { audiences: [made.audiences] }, 'audience_wrong'],
  ])('judges a presentation with %s', (_, change, code) => {
    expect(checkBinding({ ...made, ...change }, binding).code).toBe(code)
  })

  it('tells a presentation for nobody in particular from one for this request', () => {
    expect(checkBinding(made, undefined).code).toBe('signed_by_holder')
    expect(checkBinding({ nonce: undefined, audiences: [] }, undefined).code).toBe(
      'signed_by_holder',
    )
  })
})
