/**
 * What Node has of its own, many times as fast as the same in JavaScript. Browsers lack it: tokens are few there.
 */
// biome-ignore lint/style/noRestrictedGlobals: asked for before it is used
const Native = typeof Buffer === 'undefined' ? undefined : Buffer

/** Bytes that are read at once and never given away: asking for new ones each time costs more than filling them. */
const workspace = Native?.allocUnsafeSlow(65_536)
const replaced = '\ufffd'

export const nativeBase64url = Native && {
  /** Of a text's UTF-8. */
  encodeText(text: string): string {
    const bytes = roomFor(Native, text.length * 3)
    return bytes.toString('base64url', 0, bytes.write(text, 'utf8'))
  },

  /** The text itself, where the bytes are ASCII. Undefined for others, and for text that is not their one spelling. */
  decodeAscii(text: string): string | undefined {
    const bytes = roomFor(Native, text.length)
    const length = bytes.write(text, 'base64url')
    if (bytes.toString('base64url', 0, length) !== text) return undefined
    const decoded = bytes.toString('utf8', 0, length)
    // bytes beyond ASCII come several to a letter, or as the sign for what is not UTF-8
    return decoded.length === length && !decoded.includes(replaced) ? decoded : undefined
  },

  /** Of ASCII alone. */
  bytesOf: (text: string): Uint8Array => Native.from(text, 'latin1'),

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

function roomFor(native: NonNullable<typeof Native>, length: number) {
  return workspace !== undefined && length <= workspace.length
    ? workspace
    : native.allocUnsafeSlow(length)
}
