import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { SlowKindsFirst } from './test/support/slow-kinds-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: [
      'test/support/run-folder.ts',
      'test/support/shared-postgres.ts',
      'test/support/built-applications.ts',
    ],
    // long enough for a machine that does much else: what hangs, hangs longer
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
    // nothing here keeps state in a module: files of one worker share what they import, which saves minutes
    isolate: false,
    // most of what tests run is not run again: code that is hot for long is worth optimising, other code is not
    execArgv: ['--interrupt-budget=1000000'],
    // on two cores a file waits half its time for servers and browsers
    maxWorkers: Math.max(4, availableParallelism()),
    sequence: { sequencer: SlowKindsFirst },
  },
})
