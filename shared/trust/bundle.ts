import { z } from 'zod'
import { zDid, zLogSize, zUnixTime } from './trust-values.ts'

/**
 * A bundle holds everything by which the badges of a city are checked when the city is gone: the DID documents of
 * the city and its providers, status lists and trust list as they were signed, and every leaf of the award log. It
 * is one gzip file of lines of JSON; the last line, signed by the city, speaks for all the others.
 */

/** 32 bytes in base64url, as text. */
const zHashText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')
const zUrl = z.string().min(1).max(4096)

export const bundleVersion = 1

export const zBundleLine = z.discriminatedUnion('type', [
  /** First. */
  z.strictObject({ type: z.literal('bundle'), version: z.literal(bundleVersion), city: zDid }),
  /** A JSON-LD context that badges are read by: those of another version of Waymark would mean something else. */
  z.strictObject({ type: z.literal('context'), url: zUrl, hash: zHashText }),
  /** `text` is as it was published, here and below. */
  z.strictObject({ type: z.literal('did-document'), did: zDid, text: z.string() }),
  z.strictObject({ type: z.literal('status-list'), url: zUrl, text: z.string() }),
  z.strictObject({ type: z.literal('trust-list'), text: z.string() }),
  /** Leaf hashes of the log from leaf 256 × `tile` on, base64: 256 of them, or fewer in the last. */
  z.strictObject({ type: z.literal('leaves'), tile: z.int().min(0), hashes: z.base64() }),
  /** The state of the log, signed when the bundle was made: what the bundle says, it says as of this time. */
  z.strictObject({ type: z.literal('checkpoint'), text: z.string() }),
  /** Last: zBundleManifest as a JWT of type `waymark-bundle+jwt`. */
  z.strictObject({ type: z.literal('manifest'), text: z.string() }),
])

export type BundleLine = z.output<typeof zBundleLine>

export const zBundleManifest = z.object({
  iss: zDid,
  iat: zUnixTime,
  /** Lines before the manifest. */
  lines: z.int().min(1),
  /** SHA-256 over the SHA-256 of each of those lines (without its line feed), one after another. */
  digest: zHashText,
  /** Leaves of the log. */
  logSize: zLogSize,
})

export type BundleManifest = z.output<typeof zBundleManifest>
