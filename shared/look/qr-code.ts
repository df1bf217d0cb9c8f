import encodeQR from 'qr'

/** Black modules as one SVG path, on a square of `size` modules with its quiet zone. */
export type QrCode = { size: number; path: string }

/** Beyond this a code is too dense for an ordinary phone to read from a screen. */
const maxLength = 1000
const quietZone = 4

/** @returns undefined for a text that is too long: then the link alone must do */
export function drawQrCode(text: string): QrCode | undefined {
  if (text.length > maxLength) return undefined
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: quietZone })
  const path = modules.flatMap((row, y) =>
    runsOf(row).map(({ start, length }) => `M${start} ${y}h${length}v1h-${length}z`),
  )
  return { size: modules.length, path: path.join('') }
}

/** Neighbouring black modules of a row are drawn as one. */
function runsOf(row: readonly boolean[]): { start: number; length: number }[] {
  const starts = row.flatMap((isBlack, x) => (isBlack && row[x - 1] !== true ? [x] : []))
  return starts.map((start) => {
    const end = row.indexOf(false, start)
    return { start, length: (end === -1 ? row.length : end) - start }
  })
}
