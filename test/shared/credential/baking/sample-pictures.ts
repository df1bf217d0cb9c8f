import { crc32, deflateSync } from 'node:zlib'

/** Holds what is hard to carry: other alphabets, the end of a CDATA section, markup. */
export const badgeJson = '{"name":"Ŵy ☂ 𐍈","description":"]]> <b> &amp; \\u0000 ]]>\\n"}'
export const jws = 'eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2ln'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** One chunk, made with the checksum of zlib. */
export function chunk(type: string, body: string | Uint8Array = '', crc?: number): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(body)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(named.length - 4)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc ?? crc32(named))
  return Buffer.concat([length, named, check])
}

export function header(width = 1, height = 1): Buffer {
  const body = Buffer.from('00000000000000000800000000', 'hex')
  body.writeUInt32BE(width, 0)
  body.writeUInt32BE(height, 4)
  return chunk('IHDR', body)
}

export const pixels = chunk('IDAT', deflateSync(Buffer.from([0, 255])))

/** A grey dot, with these chunks in it. */
export function dot(...extra: Buffer[]): Buffer {
  return Buffer.concat([signature, header(), ...extra, pixels, chunk('IEND')])
}

export function fileOf(...chunks: Buffer[]): Buffer {
  return Buffer.concat([signature, ...chunks])
}

/** Every chunk of a PNG, read without our reader. */
export function chunksOf(png: Uint8Array): [type: string, body: string][] {
  const bytes = Buffer.from(png)
  const chunks: [string, string][] = []
  for (let at = 8; at < bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at)
    const named = bytes.subarray(at + 4, end)
    if (crc32(named) !== bytes.readUInt32BE(end)) throw new Error('wrong checksum')
    chunks.push([named.toString('latin1', 0, 4), named.toString('latin1', 4)])
    at = end + 4
  }
  return chunks
}
