import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/run-folder.ts', 'test/support/shared-postgres.ts'],
    // long enough for a machine that does much else: what hangs, hangs longer
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // nothing here keeps state in a module: files of one worker share what they import, which saves minutes
    isolate: false,
    // half the time is waiting for servers, disks and browsers
    maxWorkers: Math.max(3, availableParallelism()),
  },
})
