import { sha256 as portable } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../shared/node/sha256.ts'

describe('sha256', () => {
  test.each([0, 1, 55, 64, 65, 1_000])('hashes %i bytes as the portable one does', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => at % 251)
    expect(Uint8Array.from(sha256(bytes))).toEqual(portable(bytes))
  })
})
