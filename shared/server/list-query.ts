import { z } from 'zod'
import { parseBody } from './http/parse-body.ts'

/** Of every list that is told in pages. */
export const zListQuery = z.object({
  cursor: z.string().min(1).max(1_000).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 100')
    .default('50')
    .transform(Number)
    .refine((limit) => limit <= 100, 'must be a number from 1 to 100'),
})

/** @throws AppError request_malformed */
export function readListQuery(query: unknown): { cursor?: string; limit: number } {
  const { cursor, limit } = parseBody(zListQuery, query)
  return { limit, ...(cursor !== undefined && { cursor }) }
}
