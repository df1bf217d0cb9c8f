/** Without I, L, O and U, which people take for others. @see https://www.crockford.com/base32.html */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five bits of each byte, from the first. */
export function lettersOf(bytes: Buffer, length: number): string {
  return Array.from({ length }, (_, index) => letters[(bytes[index] ?? 0) % 32]).join('')
}

/** What somebody read off paper or a screen and typed, in the letters that it was made of; undefined for any other. */
export function readTyped(text: string, length: number): string | undefined {
  const code = text
    .toUpperCase()
    .replaceAll(/[-\s]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return code.length === length && [...code].every((one) => letters.includes(one))
    ? code
    : undefined
}
