import perfHooks from 'node:perf_hooks'
import { describe, expect, test, vi } from 'vitest'
import { createMetrics } from '../../../../shared/server/operation/metrics.ts'

const answered = (route: string) => ({ method: 'GET', route, status: 200, seconds: 0.01 })

/** Names and labels of what is counted of requests. */
const countedIn = (text: string) =>
  text.split('\n').filter((line) => line.startsWith('waymark_http_requests_total'))

describe('createMetrics', () => {
  test('measures the process once for all applications in it, and counts for each what it answered', async () => {
    const one = createMetrics()
    const measure = vi.spyOn(perfHooks, 'monitorEventLoopDelay')
    const other = createMetrics()
    expect(measure).not.toHaveBeenCalled()

    one.count(answered('/a'))
    other.count(answered('/b'))
    other.count(answered('/b'))
    const texts = [await one.render(), await other.render()]
    expect(texts.map(countedIn)).toEqual([
      ['waymark_http_requests_total{method="GET",route="/a",status="200"} 1'],
      ['waymark_http_requests_total{method="GET",route="/b",status="200"} 2'],
    ])
    for (const text of texts) {
      expect(text).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m)
      expect(text).toMatch(/^process_cpu_seconds_total \S+$/m)
    }
  })
})
