import { describe, expect, it } from 'vitest'
import { parseMultipart, UploadedFile } from '../../../../shared/server/http/multipart.ts'

const type = 'multipart/form-data; boundary=Xy9'
const form = (...parts: string[]) =>
  Buffer.from(`--Xy9\r\n${parts.join('\r\n--Xy9\r\n')}\r\n--Xy9--\r\n`, 'latin1')
const field = (name: string, text: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${text}`
const file = (name: string, fileName: string, text: string) =>
  `content-disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/png\r\n\r\n${text}`

describe('parseMultipart', () => {
  it('reads what a browser sends', async () => {
    const data = new FormData()
    data.set('name', 'Tŷ\r\n--Xy9')
    data.set('picture', new Blob([Uint8Array.of(0, 13, 10, 255)], { type: 'image/png' }), 'a.png')
    const sent = new Response(data)
    const bytes = Buffer.from(await sent.arrayBuffer())
    expect(parseMultipart(bytes, sent.headers.get('Content-Type') ?? '')).toEqual({
      name: 'Tŷ\r\n--Xy9',
      picture: new UploadedFile('a.png', 'image/png', Buffer.of(0, 13, 10, 255)),
    })
  })

  it('leaves out a file field without a file, and keeps a quoted boundary', () => {
    const quoted = 'multipart/form-data; boundary="Xy9"'
    expect(parseMultipart(form(file('picture', '', ''), field('a', '')), quoted)).toEqual({ a: '' })
  })

  it('gathers the files of a field whose name ends in []', () => {
    const read = parseMultipart(
      form(file('files[]', 'a', '1'), field('b', ''), file('files[]', 'c', '2')),
      type,
    )
    expect(read).toEqual({
      'files[]': [
        new UploadedFile('a', 'image/png', Buffer.from('1')),
        new UploadedFile('c', 'image/png', Buffer.from('2')),
      ],
      b: '',
    })
    expect(parseMultipart(form(file('files[]', '', '')), type)).toEqual({})
  })

  it('takes a field called __proto__ for a field', () => {
    const read = parseMultipart(form(field('__proto__', 'x')), type)
    expect(Object.keys(read)).toEqual(['__proto__'])
  })

  it.each<[string, Buffer, string]>([
    ['no boundary', form(field('a', 'b')), 'multipart/form-data'],
    ['another boundary', form(field('a', 'b')), 'multipart/form-data; boundary=Zz'],
    ['nothing', Buffer.alloc(0), type],
    [
      'an early end',
      Buffer.from('--Xy9\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'),
      type,
    ],
    ['a part without a head', form('just text'), type],
    ['a part without a name', form('Content-Disposition: form-data\r\n\r\nb'), type],
    ['a name twice', form(field('a', 'b'), field('a', 'c')), type],
    ['a file and a text of one name', form(field('a', 'b'), file('a', 'x', 'c')), type],
    ['a text beside a list of files', form(file('a[]', 'x', 'c'), field('a[]', 'b')), type],
    ['a list of files beside a text', form(field('a[]', 'b'), file('a[]', 'x', 'c')), type],
    ['301 files', form(...Array.from({ length: 301 }, () => file('f[]', 'x', ''))), type],
    ['what is not UTF-8', form(field('a', '\xff')), type],
    ['a head of 3,000 letters', form(field('a".'.padEnd(3_000, 'x'), 'b')), type],
    ['301 parts', form(...Array.from({ length: 301 }, (_, at) => field(`f${at}`, ''))), type],
    ['a line between delimiter and part', Buffer.from('--Xy9 \r\n\r\n--Xy9--'), type],
  ])('refuses %s', (_, bytes, contentType) => {
    expect(() => parseMultipart(bytes, contentType)).toThrow(
      expect.objectContaining({ code: 'request_malformed' }),
    )
  })
})
