import type { Trace as RecordedTrace } from 'lighthouse'
import Trace from 'lighthouse/core/gather/gatherers/trace.js'
import { z } from 'zod'

const zPaints = z.object({ first: z.number(), largest: z.number(), size: z.number() })

/** The paints that the page itself was told of, in milliseconds from its start. */
const readPaints = `new Promise((resolve) => {
  const first = performance.getEntriesByName('first-contentful-paint')[0].startTime
  new PerformanceObserver((list) => {
    const { startTime, size } = list.getEntries().at(-1)
    resolve({ first, largest: startTime, size })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
})`

/**
 * The trace that Lighthouse reads. Chromium 147 leaves the largest paint out of it, without which Lighthouse 12 can
 * tell no speed; the page knows it, so it is written in beside the first paint.
 * @see https://github.com/GoogleChrome/lighthouse/pull/16956
 */
export class TraceWithLargestPaint extends Trace {
  override async stopSensitiveInstrumentation(
    context: Parameters<Trace['stopSensitiveInstrumentation']>[0],
  ): Promise<void> {
    const { executionContext } = context.driver
    const paints = zPaints.parse(await executionContext.evaluateAsync(readPaints))
    await super.stopSensitiveInstrumentation(context)
    addLargestPaint(this._trace, paints)
  }
}

function addLargestPaint(trace: RecordedTrace, paints: z.infer<typeof zPaints>): void {
  const { traceEvents } = trace
  if (traceEvents.some(({ name }) => name === 'largestContentfulPaint::Candidate')) return
  const first = traceEvents.findLast(({ name }) => name === 'firstContentfulPaint')
  if (first === undefined) return
  const data = { candidateIndex: 1, isMainFrame: true, isOutermostMainFrame: true, nodeId: 0 }
  traceEvents.push({
    ...first,
    name: 'largestContentfulPaint::Candidate',
    ts: first.ts + Math.round((paints.largest - paints.first) * 1000),
    args: {
      ...first.args,
      data: { ...first.args.data, ...data, size: paints.size, type: 'text' },
    },
  })
}
