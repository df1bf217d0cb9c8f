import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { UploadedFile } from '../../../shared/server/http/multipart.ts'
import { readFiles } from '../../../verifier/batches/read-files.ts'
import { countTurns } from '../../support/turns.ts'

const file = (name: string, content: Uint8Array) =>
  new UploadedFile(name, 'application/zip', Buffer.from(content))

async function rowsOf(files: UploadedFile[], limits = { archives: 3, bytes: 4_000_000 }) {
  const rows: [string, string][] = []
  for await (const { ownId, input } of readFiles(files, limits)) {
    rows.push([ownId, 'problem' in input ? input.problem : 'row'])
  }
  return rows
}

describe('readFiles', () => {
  test('gives each file by its last name, and none of what systems put beside', async () => {
    const zip = zipSync({
      'cvs/': new Uint8Array(),
      'cvs/Mari.json': strToU8('{}'),
      '../../Mari.json': strToU8('{}'),
      '__MACOSX/cvs/._Mari.json': strToU8('beside'),
      'Thumbs.db': strToU8('beside'),
      'in.zip': zipSync({ a: strToU8('not opened') }),
    })
    expect(await rowsOf([file('all.zip', zip), file('Mari.json', strToU8('{}'))])).toEqual([
      ['Mari.json', 'row'],
      ['Mari.json (2)', 'row'],
      ['in.zip', 'row'],
      ['Mari.json (3)', 'row'],
    ])
  })

  test('opens no more archives than it may, and tells of the others', async () => {
    const zip = zipSync({ 'cv.json': strToU8('{}') })
    const names = ['a.zip', 'b.zip', 'c.zip', 'd.zip']
    expect(await rowsOf(names.map((name) => file(name, zip)))).toEqual([
      ['cv.json', 'row'],
      ['cv.json (2)', 'row'],
      ['cv.json (3)', 'row'],
      ['d.zip', 'too-much'],
    ])
  })

  test('unpacks no more than it may of all archives together, bombs among them', async () => {
    const large = zipSync({ 'large.bin': new Uint8Array(3_000_000) })
    const rest = zipSync({ 'rest.bin': new Uint8Array(3_000_000), 'small.json': strToU8('{}') })
    expect(await rowsOf([file('a.zip', large), file('b.zip', rest)])).toEqual([
      ['large.bin', 'row'],
      ['rest.bin', 'too-much'],
      ['small.json', 'too-much'],
    ])
    const bombs = Array.from({ length: 4 }, (_, at) => [`${at}.bin`, new Uint8Array(9_000_000)])
    const bomb = file('bomb.zip', zipSync(Object.fromEntries(bombs), { level: 1 }))
    expect(await rowsOf([bomb], { archives: 3, bytes: 20_000_000 })).toEqual([
      ['0.bin', 'row-malformed'],
      ['1.bin', 'row-malformed'],
      ['2.bin', 'too-much'],
      ['3.bin', 'too-much'],
    ])
  })

  test('lets everybody else be answered between one file and the next', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${index}.json`)
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(`{"${name}":1}`)])))
    const turns = countTurns()
    expect(await rowsOf([file('all.zip', zip)])).toHaveLength(30)
    expect(turns()).toBeGreaterThanOrEqual(30)
  })
})
