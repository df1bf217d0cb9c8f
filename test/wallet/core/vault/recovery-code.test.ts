import { createHash, hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  copyIdOf,
  readRecoveryCode,
  recoveryCodeOf,
} from '../../../../wallet/core/vault/recovery-code.ts'
import { refusalOf } from '../../refusal.ts'
import { testCrypto } from './test-crypto.ts'

const locator = Uint8Array.from({ length: 16 }, (_, index) => index * 17)

describe('recoveryCodeOf', () => {
  it('writes seven groups of four letters and digits', async () => {
    const code = await recoveryCodeOf(locator, testCrypto)
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    // 0x00 0x11 0x22 0x33 0x44 in groups of five bits
    expect(code.slice(0, 9)).toBe('008J-4CT4')
    const first = createHash('sha256').update(locator).digest().readUInt16BE()
    const check = [first >> 11, (first >> 6) & 31].map(
      (value) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[value],
    )
    expect(code.slice(-2)).toBe(check.join(''))
  })
})

describe('readRecoveryCode', () => {
  it('reads what people write', async () => {
    const code = await recoveryCodeOf(locator, testCrypto)
    const written = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
    expect(await readRecoveryCode(written, testCrypto)).toEqual(locator)
  })

  it('tells a code in which one character is wrong', async () => {
    const code = (await recoveryCodeOf(locator, testCrypto)).replaceAll('-', '')
    let missed = 0
    for (const at of [...code].keys()) {
      const wrong = code.slice(0, at) + (code[at] === 'Z' ? 'Y' : 'Z') + code.slice(at + 1)
      const outcome = await refusalOf(readRecoveryCode(wrong, testCrypto))
      if (outcome !== 'encoding_malformed') missed += 1
    }
    expect(missed).toBe(0)
  })

  it.each(['', '0000', 'U'.repeat(28), '0'.repeat(200)])('refuses %j', async (text) => {
    expect(await refusalOf(readRecoveryCode(text, testCrypto))).toBe('encoding_malformed')
  })
})

describe('copyIdOf', () => {
  it('is HKDF of the locator, so that the server does not learn the code', async () => {
    const bits = hkdfSync('sha256', locator, new Uint8Array(), 'waymark-copy-id\n1', 32)
    expect(await copyIdOf(locator, testCrypto)).toBe(Buffer.from(bits).toString('base64url'))
  })
})
