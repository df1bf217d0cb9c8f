import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'

/** A line of a roster: what is made of it is the same each time, and nobody outside can tell it beforehand. */
export type RosterLine = { provider: string; bulkId: string; line: number }

export function awardIdFor(derive: DeriveBytes, line: RosterLine): string {
  return uuidFrom(derive('bulk-award', ...words(line)))
}

export function credentialIdFor(derive: DeriveBytes, line: RosterLine): string {
  return `urn:uuid:${uuidFrom(derive('bulk-credential', ...words(line)))}`
}

export function saltFor(derive: DeriveBytes, line: RosterLine): string {
  return derive('bulk-salt', ...words(line))
    .subarray(0, 16)
    .toString('base64url')
}

function words({ provider, bulkId, line }: RosterLine) {
  return [provider, bulkId, line] as const
}

/** Version 8: of our own making. @see RFC 9562 section 5.8 */
function uuidFrom(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16))
  own.writeUInt8((own.readUInt8(6) & 0x0f) | 0x80, 6)
  own.writeUInt8((own.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = own.toString('hex')
  return [0, 8, 12, 16, 20]
    .map((start, at, starts) => hex.slice(start, starts[at + 1] ?? 32))
    .join('-')
}
