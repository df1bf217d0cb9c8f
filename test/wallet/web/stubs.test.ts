import { Buffer as NodeBuffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { Buffer } from '../../../wallet/web/device/stubs/buffer.ts'

describe('the stand-in for the buffer package', () => {
  test.for(['', 'a', 'ab', 'abc', 'ŵ ŷ 🏅', '\0\u00ff'])('does with %j what Node does', (text) => {
    const node = NodeBuffer.from(text, 'utf-8')
    const ours = Buffer.from(text, 'utf-8')
    expect([...ours]).toEqual([...node])
    expect(ours.toString('base64')).toBe(node.toString('base64'))
    expect(ours.toString('utf-8')).toBe(text)
    const address = node.toString('base64url')
    expect([...Buffer.from(address, 'base64')]).toEqual([...node])
    expect([...Buffer.from([...node])]).toEqual([...node])
  })
})
