import { crc32, deflateSync } from 'node:zlib'
import encodeQR from 'qr'
import { drawQrCode } from '../../shared/look/qr-code.ts'

/** Black on white, for print: as sharp as it is drawn. */
export function qrSvg(text: string): string {
  const code = drawQrCode(text)
  if (code === undefined) throw new Error('an address of an advert fits into a code')
  const { size, path } = code
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 10}" height="${size * 10}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`
}

/** About 1,200 pixels wide, so that it prints well at the size of a hand. */
const wantedPixels = 1_200
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** @see https://www.w3.org/TR/png-3/ one bit of grey for each pixel */
export function qrPng(text: string): Uint8Array {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const scale = Math.max(1, Math.round(wantedPixels / modules.length))
  const size = modules.length * scale
  const rowBytes = Math.ceil(size / 8)
  const rows = modules.flatMap((row) => {
    // the first byte says that the row is not filtered
    const line = Buffer.alloc(rowBytes + 1)
    for (let x = 0; x < size; x++) {
      const isBlack = row[Math.floor(x / scale)] === true
      if (!isBlack) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    }
    return Array.from({ length: scale }, () => line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.writeUInt8(1, 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
