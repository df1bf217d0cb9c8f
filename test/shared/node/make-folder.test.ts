import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder } from '../../../shared/node/make-folder.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

describe('makeFolder', () => {
  test('makes a folder and those above it, for its owner alone, as often as it is asked', () => {
    const folder = join(temporaryFolder(), 'a', 'b', 'c')
    makeFolder(folder)
    makeFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('says so where a file stands in the way', () => {
    const file = join(temporaryFolder(), 'a')
    writeFileSync(file, '')
    expect(() => makeFolder(join(file, 'b'))).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    )
  })

  test.runIf(existsSync('/proc'))('comes to an end where no folder can ever be', () => {
    expect(() => makeFolder('/proc/waymark/wallet')).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    )
  })
})
