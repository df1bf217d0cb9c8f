import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'

export type AddressQuota = {
  /** Takes an amount for today. Answers 0 where it was there to take, else how many seconds until tomorrow. */
  take(address: string, amount: number): number
}

const dayMs = 86_400_000

/**
 * How much one address may use up in a day. Addresses are known only as hashes with a salt that is made anew every
 * day and never leaves the memory, so that nothing can be told of anybody afterwards.
 */
export function createAddressQuota(options: {
  perDay: number
  clock: () => Date
  maxAddresses?: number
}): AddressQuota {
  const { perDay, clock, maxAddresses = 100_000 } = options
  let day = -1
  let salt = randomBytes(0)
  let used = new Map<string, number>()

  return {
    take(address, amount) {
      const now = clock().getTime()
      const today = Math.floor(now / dayMs)
      if (today !== day) [day, salt, used] = [today, randomBytes(32), new Map()]
      const source = createHmac('sha256', salt).update(networkOf(address)).digest('base64url')
      const total = (used.get(source) ?? 0) + amount
      if (total > perDay) return Math.ceil(((today + 1) * dayMs - now) / 1_000)
      used.delete(source)
      used.set(source, total)
      const oldest = used.keys().next().value
      if (used.size > maxAddresses && oldest !== undefined) used.delete(oldest)
      return 0
    },
  }
}

/** One household has a whole /64 of IPv6 to take addresses from. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':')
}
