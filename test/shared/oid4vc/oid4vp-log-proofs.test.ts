import { describe, expect, it } from 'vitest'
import { encodeLogProofs, readLogProofs } from '../../../shared/oid4vc/oid4vp-log-proofs.ts'

const leaf = 'mFMGGPOPpZPzv4YdpGAPuANvM5IBQj1qtMW1KcbuEeU'
const proof = { index: 7, path: [leaf], checkpoint: 'eyJ.eyJ.AA' }

describe('encodeLogProofs', () => {
  it('writes what readLogProofs reads', () => {
    const form = {
      vp_token: '{}',
      waymark_log_proofs: encodeLogProofs(new Map([[leaf, proof]])),
    }
    expect(readLogProofs(form)).toEqual(new Map([[leaf, proof]]))
  })
})

describe('readLogProofs', () => {
  it('takes the object of an encrypted response as it is', () => {
    expect(readLogProofs({ waymark_log_proofs: { [leaf]: proof } })).toEqual(
      new Map([[leaf, proof]]),
    )
  })

  it.each([
    ['no parameter', {}],
    ['no members', undefined],
    ['an empty field', { waymark_log_proofs: '' }],
    ['broken JSON', { waymark_log_proofs: '{"' }],
    ['a list', { waymark_log_proofs: '[{}]' }],
    ['a number', { waymark_log_proofs: 7 }],
    ['a repeated member', { waymark_log_proofs: `{"a":1,"a":2}` }],
    ['a prototype member', { waymark_log_proofs: '{"__proto__":{"a":1}}' }],
    ['deep nesting', { waymark_log_proofs: `{"a":${'['.repeat(20)}${']'.repeat(20)}}` }],
    ['more than a megabyte', { waymark_log_proofs: `{"a":"${'a'.repeat(1_100_000)}"}` }],
    [
      'more than a hundred',
      {
        waymark_log_proofs: Object.fromEntries(
          Array.from({ length: 101 }, (_, n) => [`leaf-${n}`, proof]),
        ),
      },
    ],
  ])('reads nothing from %s', (_, members) => {
    expect(readLogProofs(members)).toEqual(new Map())
  })
})
