import { z } from 'zod'
import { AppError, isAppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../json/json.ts'
import { maxCredentials } from '../verify/limits.ts'

/**
 * What a share link opens: presentations of one credential each, made for this link alone, in the order in which the
 * candidate shows them, and the badges' places in their city's log, so that the city need not be asked.
 */
const zSharedCv = z.object({
  type: z.literal('waymark-shared-cv'),
  version: z.literal(1),
  /** ISO 8601; also part of what the presentations were made for, so that nobody can put it off. */
  expiresAt: z.iso.datetime(),
  /** The wallet server that the link leads to. */
  audience: z.string().max(2_048),
  presentations: z
    .array(z.union([z.string(), z.custom<JsonObject>(isJsonObject)]))
    .min(1)
    .max(maxCredentials),
  /** By the badge's Merkle leaf in base64url. */
  logProofs: z.record(z.string(), z.unknown()).default({}),
})

export type SharedCv = z.infer<typeof zSharedCv>

const maxBytes = 4_194_304
const maxDepth = 64

/** @throws AppError share_damaged */
export function parseSharedCv(text: string): SharedCv {
  try {
    const parsed = zSharedCv.safeParse(parseJsonStrict(text, { maxBytes, maxDepth }))
    if (parsed.success) return parsed.data
  } catch (cause) {
    if (!isAppError(cause)) throw cause
  }
  throw new AppError('share_damaged', 'What the link leads to is not a shared CV of this version')
}
