import { describe, expect, it } from 'vitest'
import { statusListEntry, zBitstringStatusListEntry } from '../../../shared/status/status-entry.ts'

const listUrl = 'https://city.example/providers/quay/status/1'

describe('statusListEntry', () => {
  it('names the list, and itself by the index', () => {
    expect(statusListEntry({ listUrl, index: 94_567, purpose: 'suspension' })).toEqual({
      id: `${listUrl}#94567`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'suspension',
      statusListIndex: '94567',
      statusListCredential: listUrl,
    })
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses index %s', (index) => {
    expect(() => statusListEntry({ listUrl, index, purpose: 'revocation' })).toThrowError(
      expect.objectContaining({ code: 'status_index_out_of_range' }),
    )
  })
})

describe('zBitstringStatusListEntry', () => {
  const entry = statusListEntry({ listUrl, index: 7, purpose: 'revocation' })

  it('takes an entry, and one without an id or of a purpose that others use', () => {
    const { id: _, ...withoutId } = entry
    expect(zBitstringStatusListEntry.parse(entry)).toEqual(entry)
    expect(zBitstringStatusListEntry.parse(withoutId)).toEqual(withoutId)
    const statusMessage = Array.from({ length: 2 ** 2 }, (_, value) => ({
      status: `0x${value.toString(16)}`,
      message: 'x',
    }))
    const message = { ...entry, statusPurpose: 'message', statusMessage, statusSize: 2 }
    expect(zBitstringStatusListEntry.parse(message)).toEqual(message)
  })

  it.each([
    ['an index that is a number', { statusListIndex: 7 }],
    ['a negative index', { statusListIndex: '-7' }],
    ['an index with a leading zero', { statusListIndex: '07' }],
    ['a fraction as index', { statusListIndex: '7.0' }],
    ['a hexadecimal index', { statusListIndex: '0x7' }],
    ['an empty index', { statusListIndex: '' }],
    ['an endless index', { statusListIndex: '9'.repeat(1_000) }],
    ['an index in other digits', { statusListIndex: '٧' }],
    ['the URL of the list as its id', { id: listUrl }],
    ['a list that is no URL', { statusListCredential: 'status/1' }],
    ['no list', { statusListCredential: undefined }],
    ['no purpose', { statusPurpose: undefined }],
    ['a size of 0', { statusSize: 0 }],
    ['another type', { type: 'StatusList2021Entry' }],
  ])('refuses %s', (_, change) => {
    expect(zBitstringStatusListEntry.safeParse({ ...entry, ...change }).success).toBe(false)
  })
})
