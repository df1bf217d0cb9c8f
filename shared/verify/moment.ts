/** Clocks may differ by a minute: more would let an expired credential live on. */
const maxClockSkewSeconds = 60

export type Moment = { now: Date; clockSkewSeconds: number }

/** Reads the clock once, so that all checks of one report speak of one moment. */
export function momentOf(now: Date, clockSkewSeconds = maxClockSkewSeconds): Moment {
  const skew = Math.min(Math.max(clockSkewSeconds, 0), maxClockSkewSeconds)
  return { now, clockSkewSeconds: Number.isFinite(skew) ? skew : 0 }
}
