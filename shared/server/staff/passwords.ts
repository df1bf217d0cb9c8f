import { hash, verify } from '@node-rs/argon2'

export const shortestPassword = 12
const longestPassword = 128

/** Long enough to pass, and the first that a thief tries. */
const commonPasswords = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789123',
  '1q2w3e4r5t6y',
  'administrator',
  'adminadminadmin',
  'changemechangeme',
  'iloveyouiloveyou',
  'letmeinletmein',
  'passwordpassword',
  'password1234',
  'password12345',
  'password123456',
  'qwertyqwerty',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'welcome12345',
  'welcomewelcome',
])

export type PasswordFault = 'short' | 'long' | 'common' | 'personal'

/** What makes a password a bad one, if anything. Length counts, not signs: no rule about capitals or digits. */
export function findPasswordFault(
  password: string,
  person: { email: string; name: string },
): PasswordFault | undefined {
  const text = normalized(password)
  const length = [...text].length
  if (length < shortestPassword) return 'short'
  if (length > longestPassword) return 'long'
  const plain = text.toLowerCase()
  if (commonPasswords.has(plain) || isMonotonous(plain)) return 'common'
  const own = [person.email, ...person.email.split('@'), person.name]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4)
  return own.some((word) => plain.replaceAll(word, '').length < 6 && plain.includes(word))
    ? 'personal'
    : undefined
}

/** At most three different letters, or a run such as abcdef… */
function isMonotonous(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return new Set(codes).size <= 3 || steps.size <= 1
}

/** Argon2id with the library's defaults: 19 MiB, two passes, one lane. @see OWASP Password Storage Cheat Sheet */
export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password))
}

let nobodysHash: Promise<string> | undefined

/** Takes as long where there is no account or no password as where there is one. */
export async function isPassword(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  nobodysHash ??= hashPassword('the password of nobody at all')
  const isRight = await verify(passwordHash ?? (await nobodysHash), normalized(password))
  return isRight && typeof passwordHash === 'string'
}

/** The same letters however a keyboard composes them. @see RFC 8265 section 4.2 */
function normalized(password: string): string {
  return password.normalize('NFC')
}
