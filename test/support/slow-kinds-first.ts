import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Kinds of tests whose files take a minute and longer, the slowest first. */
const slowKinds = ['test/faults/', 'test/browser/', 'test/journeys/'] as const

/**
 * Begins with the files that wait for browsers and for processes that are killed: one of them begun last would hold
 * a worker long after the others have nothing left. Within a kind the order is vitest's own, the largest first or
 * what took longest in the last run.
 */
export class SlowKindsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await super.sort(files)
    return ordered.toSorted((one, other) => this.#place(one) - this.#place(other))
  }

  #place({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId)
    const kind = slowKinds.findIndex((start) => path.startsWith(start))
    return kind === -1 ? slowKinds.length : kind
  }
}
