import type { Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { AddressQuota } from './address-quota.ts'

/** What keeps the place for sealed things from being filled up. */
export type SealedQuota = {
  /**
   * Before something is kept.
   * @throws AppError rate_limited | storage_full
   */
  claim(source: { address: string; bytes: number }, response: Response): Promise<void>
}

const measureEveryMs = 60_000

/** @param options.measure how many bytes are kept now */
export function createSealedQuota(options: {
  perAddress: AddressQuota
  maxBytes: number
  measure: () => Promise<number>
  clock: () => Date
}): SealedQuota {
  const { perAddress, maxBytes, measure, clock } = options
  let usedBytes = 0
  let measuredAt = Number.NEGATIVE_INFINITY
  return {
    async claim({ address, bytes }, response) {
      const now = clock().getTime()
      if (Math.abs(now - measuredAt) > measureEveryMs) {
        usedBytes = await measure()
        measuredAt = now
      }
      if (usedBytes + bytes > maxBytes) {
        throw new AppError(
          'storage_full',
          'This server has no room left. Nothing was kept here; what is on the device stays as it is',
        )
      }
      const waitSeconds = perAddress.take(address, bytes)
      if (waitSeconds > 0) {
        response.set('Retry-After', String(waitSeconds))
        throw new AppError(
          'rate_limited',
          'Too much was sent from this network today. Try again tomorrow',
        )
      }
      usedBytes += bytes
    },
  }
}
