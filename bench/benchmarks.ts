import type { Benchmark } from './measure.ts'

/**
 * Every benchmark by its name. Each is loaded when it is run: what one compares with is not in the memory of another. A
 * benchmark answers figures by the rest of their key, '' where its name is the whole key.
 */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  B1: async () => (await import('./issue.ts')).issueBenchmark,
  B2: async () => (await import('./verify.ts')).verifyBenchmark,
  B3: async () => (await import('./verify-cv.ts')).verifyCvBenchmark,
  B4: async () => (await import('./bulk.ts')).bulkBenchmark,
  B5: async () => (await import('./http-award.ts')).httpAwardBenchmark,
  B6: async () => (await import('./public-documents.ts')).publicDocumentsBenchmark,
  B7: async () => (await import('./status-list.ts')).statusListBenchmark,
  B8: async () => (await import('./deep-pages.ts')).deepPagesBenchmark,
  B9: async () => (await import('./scale-out.ts')).scaleOutBenchmark,
  batch: async () => (await import('./batch.ts')).batchBenchmark,
  pages: async () => (await import('./console-pages.ts')).consolePagesBenchmark,
  memory: async () => (await import('./memory.ts')).memoryBenchmark,
  log: async () => (await import('./log.ts')).logBenchmark,
  status: async () => (await import('./status.ts')).statusBenchmark,
}
