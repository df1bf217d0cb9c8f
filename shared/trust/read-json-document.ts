import type { z } from 'zod'
import { isAppError } from '../errors/app-error.ts'
import { parseJsonStrict } from '../json/json.ts'

const limits = { maxBytes: 16_384, maxDepth: 8 }

/** A small document of the log, or nothing where it is not one. */
export function readJsonDocument<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(parseJsonStrict(text, limits)).data
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
