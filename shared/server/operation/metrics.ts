import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { AppError } from '../../errors/app-error.ts'
import { bearerTokenOf } from '../api/bearer-token.ts'

/** A request that was answered. `route` is the pattern: a path may hold a claim id. */
export type AnsweredRequest = {
  method: string
  route: string
  status: number
  /** Absent where nothing had to be done but to send. */
  seconds?: number
}

/** A number that is looked up when somebody asks: how many mails wait, how long the log is. */
export type LiveNumber = {
  name: string
  help: string
  read: () => Promise<readonly { labels?: Readonly<Record<string, string>>; value: number }[]>
}

type Series = Omit<AnsweredRequest, 'seconds'> & {
  requests: Counter.Internal
  durations: Histogram.Internal<'method' | 'route'>
  /** Counted since somebody looked. */
  count: number
}

export type Metrics = {
  count(request: AnsweredRequest): void
  contentType: string
  render(): Promise<string>
}

const secondBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/** What a monitor reads, in Prometheus' words. No label holds an address, a name, an id or a path. */
export function createMetrics(numbers: readonly LiveNumber[] = []): Metrics {
  const registry = new Registry()
  measureProcess()
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'waymark_http_requests_total',
    help: 'Requests that were answered',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'waymark_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route'],
    buckets: secondBuckets,
    registers: [registry],
  })
  // as many as are told: looking one up by its labels costs more than counting
  const series = new Map<string, Series>()
  let last: Series | undefined
  const gauges = numbers.map(({ name, help, read }) => ({ gauge: gaugeOf(name, help), read }))

  function seriesOf({ method, route, status }: AnsweredRequest): Series {
    const known = { method: knownMethod(method), route }
    const key = `${known.method} ${status} ${route}`
    const kept = series.get(key) ?? {
      ...{ method: known.method, route, status, count: 0 },
      requests: requests.labels({ ...known, status: String(status) }),
      durations: durations.labels(known),
    }
    series.set(key, kept)
    return kept
  }

  function gaugeOf(name: string, help: string) {
    return (labels: readonly string[]) =>
      // sound: under these names none but gauges are registered, here
      (registry.getSingleMetric(name) as Gauge | undefined) ??
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] })
  }

  return {
    contentType: registry.contentType,
    count(answered) {
      // documents are asked for one after the other
      if (last === undefined || !isOf(last, answered)) last = seriesOf(answered)
      last.count += 1
      if (answered.seconds !== undefined) last.durations.observe(answered.seconds)
    },
    async render() {
      for (const kept of series.values()) {
        kept.requests.inc(kept.count)
        kept.count = 0
      }
      for (const { gauge, read } of gauges) {
        const values = await read()
        const named = gauge(Object.keys(values[0]?.labels ?? {}))
        named.reset()
        for (const { labels = {}, value } of values) named.set(labels, value)
      }
      return Registry.merge([measureProcess(), registry]).metrics()
    },
  }
}

let ofProcess: Registry | undefined

/** Once, however many applications the process runs or has run: what measures it wakes every ten milliseconds. */
function measureProcess(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function isOf(series: Series, { method, route, status }: AnsweredRequest): boolean {
  return series.status === status && series.route === route && series.method === method
}

/** Whoever sends made-up methods makes no new series. */
function knownMethod(method: string): string {
  return methods.has(method) ? method : 'OTHER'
}

/**
 * Answers who has the token; without one configured there are no metrics here.
 * @throws AppError not_found, unauthenticated
 */
export function answerMetrics(metrics: Metrics, token: string | undefined): RequestHandler {
  return async (request, response) => {
    if (token === undefined) throw new AppError('not_found', 'There is nothing at this address')
    if (!isSameSecret(bearerTokenOf(request) ?? '', token)) {
      throw new AppError('unauthenticated', 'Metrics are for who has the token')
    }
    response.set('Content-Type', metrics.contentType).send(await metrics.render())
  }
}

/** Hashes first, so that the length of neither shows in the time. */
function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
