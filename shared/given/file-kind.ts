/** Files that people send in place of a badge, by what they begin with. */
export function knownFileKind(bytes: Uint8Array): 'pdf' | 'office' | 'zip' | 'gzip' | undefined {
  if (startsWith(bytes, '%PDF')) return 'pdf'
  if (startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') || startsWith(bytes, '{\\rtf')) {
    return 'office'
  }
  if (startsWith(bytes, 'PK\x03\x04')) return isOfficeArchive(bytes) ? 'office' : 'zip'
  return startsWith(bytes, '\x1f\x8b') ? 'gzip' : undefined
}

/** Of an archive's first entries, the names stand near its beginning. @see ISO/IEC 29500-2, OpenDocument 1.3 part 2 */
function isOfficeArchive(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 2_000))
  return /\[Content_Types\]\.xml|mimetypeapplication\/vnd\.oasis/.test(head)
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[index] === character.charCodeAt(0))
}
