/** What Node has of its own, without the streams of the web platform, which cost more than the work. */
const zlib =
  // biome-ignore lint/style/noRestrictedGlobals: asked for before it is used
  typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:zlib')

/** More is for streams, which let others have their turn. */
const maxBytes = 65_536

export const nativeGzip = zlib && {
  /** Undefined for what is long. */
  pack: (bytes: Uint8Array): Uint8Array | undefined =>
    bytes.length > maxBytes ? undefined : zlib.gzipSync(bytes),

  /**
   * Undefined for what is long packed or unpacked, and for what is no gzip: streams say which. Never more is unpacked than
   * is answered.
   */
  unpack(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> | undefined {
    if (bytes.length > maxBytes) return undefined
    try {
      return new Uint8Array(zlib.gunzipSync(bytes, { maxOutputLength: Math.min(most, maxBytes) }))
    } catch {
      return undefined
    }
  },
}
