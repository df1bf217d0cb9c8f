import { describe, expect, test } from 'vitest'
import { createNonce } from '../../../shared/oid4vc/nonce.ts'

describe('createNonce', () => {
  test('is 32 random bytes as base64url', () => {
    const asked: number[] = []
    const random = (byteCount: number) => {
      asked.push(byteCount)
      return new Uint8Array(byteCount).fill(0xfb)
    }
    expect(createNonce(random)).toBe('-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s')
    expect(asked).toEqual([32])
  })
})
