/**
 * Stands in for the buffer package, with what @openid4vc/utils uses of it: text and base64 to bytes and back.
 */
class Bytes extends Uint8Array {
  override toString(encoding: 'utf-8' | 'base64' = 'utf-8'): string {
    if (encoding === 'utf-8') return new TextDecoder().decode(this)
    let text = ''
    for (const byte of this) text += String.fromCharCode(byte)
    return btoa(text)
  }
}

export const Buffer = {
  from(source: string | ArrayLike<number>, encoding: 'utf-8' | 'base64' = 'utf-8'): Bytes {
    // sound, here and below: `from` makes an instance of the class that it is called on
    if (typeof source !== 'string') return Bytes.from(source) as Bytes
    const bytes = encoding === 'utf-8' ? new TextEncoder().encode(source) : decodeBase64(source)
    return Bytes.from(bytes) as Bytes
  },
}

/** As Node does it, also of the alphabet for addresses. */
function decodeBase64(text: string): Uint8Array {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0))
}
