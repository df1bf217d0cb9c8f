import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ApiKey } from '../api-keys.ts'

const prefix = 'wmt_'

export const tokenLifeSeconds = 900

/** Short-lived tokens: signed, so that none is kept; each holds no longer than its key lives. */
export type ApiTokens = {
  make(keyId: string, permissions: readonly string[]): string
  /** The key that the token was changed for, with the permissions of the token; undefined where it holds no more, or is none. */
  find(text: string): Promise<ApiKey | undefined> | undefined
}

const zToken = z.strictObject({
  key: z.string(),
  can: z.array(z.string()),
  /** Seconds since 1970. */
  end: z.number(),
})

/** @param ports.secret 32 bytes that are the same on every node and at every start */
export function createApiTokens(ports: {
  secret: Uint8Array
  clock: () => Date
  findKey: (id: string) => Promise<ApiKey | undefined>
}): ApiTokens {
  const { secret, clock, findKey } = ports
  const tagOf = (payload: string) =>
    createHmac('sha256', secret).update(`api-token\n${payload}`).digest()
  const now = () => Math.floor(clock().getTime() / 1_000)

  async function read(text: string): Promise<ApiKey | undefined> {
    const [payload = '', tag = '', ...rest] = text.split('.')
    const given = Buffer.from(tag, 'base64url')
    const expected = tagOf(payload)
    if (rest.length > 0 || tag !== given.toString('base64url')) return undefined
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    const token = zToken.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    if (token.end <= now()) return undefined
    const key = await findKey(token.key)
    return key && { ...key, permissions: token.can }
  }

  return {
    make(key, permissions) {
      const token: z.infer<typeof zToken> = {
        key,
        can: [...permissions],
        end: now() + tokenLifeSeconds,
      }
      const payload = Buffer.from(JSON.stringify(token)).toString('base64url')
      return `${prefix}${payload}.${tagOf(payload).toString('base64url')}`
    },
    find: (text) => (text.startsWith(prefix) ? read(text.slice(prefix.length)) : undefined),
  }
}
