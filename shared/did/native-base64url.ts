/**
 * What Node has of its own, many times as fast as the same in JavaScript. Browsers lack it: tokens are few there.
 */
// biome-ignore lint/style/noRestrictedGlobals: asked for before it is used
const Native = typeof Buffer === 'undefined' ? undefined : Buffer

export const nativeBase64url = Native && {
  encode: ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
    Native.from(buffer, byteOffset, byteLength).toString('base64url'),

  /** Undefined for text that is not the one spelling of its bytes: the library reads over what does not belong there. */
  decode(text: string): Uint8Array<ArrayBuffer> | undefined {
    const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
    const written = Native.from(bytes.buffer)
    written.write(text, 'base64url')
    return written.toString('base64url') === text ? bytes : undefined
  },

  /** The same in memory that others have parts of, which costs less to have. */
  decodeShared(text: string): Uint8Array | undefined {
    const bytes = Native.from(text, 'base64url')
    return bytes.toString('base64url') === text ? bytes : undefined
  },
}
