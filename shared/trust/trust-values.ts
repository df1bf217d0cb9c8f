import { z } from 'zod'
import { decodeBase64url } from '../did/base-encoding.ts'
import { isDid } from '../did/did.ts'
import { isAppError } from '../errors/app-error.ts'

/** The values that trust lists, checkpoints and log proofs are made of, as zod schemas. */

export const zDid = z.string().refine(isDid, 'must be a DID')

/** ISO 8601 with an offset. */
export const zMoment = z.iso.datetime({ offset: true })

export const zUnixTime = z.int().min(0)

/** Number of leaves in the award log. */
export const zLogSize = z.int().min(0)

export const zHttpUrl = z.url({ protocol: /^https?$/ }).max(2048)

/** 32 bytes in base64url, as bytes. */
export const zHash = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')
  .transform((text, context) => {
    try {
      return decodeBase64url(text)
    } catch (error) {
      if (!isAppError(error)) throw error
      context.addIssue('must be base64url in its one spelling')
      return z.NEVER
    }
  })

/** RFC 7638 thumbprint of a public key. */
export const zThumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a key thumbprint')
