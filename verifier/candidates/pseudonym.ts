import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'

/** Without the letters and figures that are taken for one another. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Short, to be read aloud and compared by eye. */
export function shortCode(bytes: Uint8Array): string {
  // 32 letters divide 256: each is as likely as the others
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
}

/** By which a candidate is spoken of who has not said a name. */
export function createPseudonym(random: RandomBytes, length = 4): string {
  return `Candidate ${shortCode(random(length))}`
}
