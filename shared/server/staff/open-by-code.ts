import type { Request, Response } from 'express'
import { hashSecret } from './secrets.ts'
import { tryEntity } from './staff-entities.ts'
import { ofAddress, type TryPorts, takeTries } from './throttle.ts'

const openForMs = 900_000
const renewedAfterMs = 300_000

/**
 * What a short code opens, each code counted as a try before it is looked up: right ones too, else who guesses would go
 * on until one is right. A code that opened from this address lately counts no more: whoever wastes the tries of a hall
 * keeps nobody in it from the poster that others have opened.
 * @throws AppError rate_limited
 */
export async function openByCode<T>(
  { request, response }: { request: Request; response: Response },
  { what, code }: { what: string; code: string },
  find: () => Promise<T | undefined>,
  ports: TryPorts,
): Promise<T | undefined> {
  const address = ofAddress(request, what)
  const keyHash = hashSecret(`${address.key} opened ${code}`)
  const { database, clock } = ports
  const now = clock()
  const opened = await database.reader.findOneBy(tryEntity, { keyHash })
  const ageMs = opened === null ? openForMs : Math.abs(now.getTime() - Date.parse(opened.at))
  if (ageMs >= openForMs) await takeTries(response, [address], ports)
  const found = await find()
  if (found !== undefined && ageMs >= renewedAfterMs) {
    await database.transact(async (tx) => {
      await tx.upsert(tryEntity, { keyHash, spent: 0, at: now.toISOString() }, ['keyHash'])
    })
  }
  return found
}
