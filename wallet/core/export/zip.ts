import { crc32 } from '../../../shared/credential/baking/crc32.ts'

export type ZipEntry = { name: string; bytes: Uint8Array }

/** 1 January 1980, the first date that the format knows: an archive of the same content is the same. */
const fixedDate = 0x0021
const utf8Names = 0x0800
const version = 20

/**
 * A ZIP archive of files as they are, not compressed: pictures would not get smaller, and no code has to be loaded.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    const nameBytes = new TextEncoder().encode(name)
    const common = [
      ...[u16(version), u16(utf8Names), u16(0), u16(0), u16(fixedDate)],
      ...[u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(nameBytes.length), u16(0)],
    ]
    const local = concat([u32(0x04034b50), ...common, nameBytes])
    const more = [u16(0), u16(0), u16(0), u32(0), u32(offset)]
    directory.push(concat([u32(0x02014b50), u16(version), ...common, ...more, nameBytes]))
    parts.push(local, bytes)
    offset += local.length + bytes.length
  }
  const list = concat(directory)
  const count = u16(entries.length)
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(list.length), u32(offset), u16(0)]
  return concat([...parts, list, ...end])
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff)
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(...u16(value & 0xffff), ...u16(value >>> 16))
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
