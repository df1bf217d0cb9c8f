import { describe, expect, it } from 'vitest'
import { mostRows, type RosterRow, readRoster } from '../../../issuer/bulk/roster.ts'
import { countTurns } from '../../support/turns.ts'

const now = new Date('2026-11-22T10:00:00Z')

async function read(file: string | Buffer) {
  const rows: RosterRow[] = []
  const take = (row: RosterRow) => void rows.push(row)
  const read = await readRoster(Buffer.from(file), { languages: ['en', 'cy'], now }, take)
  if ('refused' in read) return read
  expect(read.rows).toBe(rows.length)
  return { ...read, rows }
}

const sam = { line: 2, email: 'sam@learner.example', name: 'Sam Jones' }

describe('readRoster', () => {
  it.each<[string, string]>([
    ['with a byte order mark', '\uFEFFemail,name\nsam@learner.example,Sam Jones\n'],
    ['with semicolons', 'email;name\nsam@learner.example;Sam Jones\n'],
    ['with tabs', 'email\tname\nsam@learner.example\tSam Jones\n'],
    ['with Windows line ends', 'email,name\r\nsam@learner.example,Sam Jones\r\n'],
    ['without a last line end', 'email,name\nsam@learner.example,Sam Jones'],
    ['with quotes', '"E-mail","Full name"\n"sam@learner.example","Sam Jones"\n'],
    [
      'with other columns between',
      'Id,Name,Class,E-Mail Address\n1,Sam Jones,7b,sam@learner.example\n',
    ],
    ['with two columns for the name', 'Email,First name,Surname\nsam@learner.example,Sam,Jones\n'],
    ['with a Welsh header', 'E-bost,Enw\nsam@learner.example,Sam Jones\n'],
    ['with spaces around', ' Email , Name \n sam@learner.example , Sam Jones \n'],
    ['with empty lines after', 'email,name\nsam@learner.example,Sam Jones\n\n,\n \n'],
  ])('reads a list %s', async (_, file) => {
    expect(await read(file)).toEqual({ rows: [sam], faults: [] })
  })

  it('reads a list that says what stands between its cells', async () => {
    const { rows } = (await read('sep=;\r\nemail;name\r\nsam@learner.example;Jones, Sam\r\n')) as {
      rows: unknown[]
    }
    expect(rows).toEqual([{ line: 3, email: 'sam@learner.example', name: 'Jones, Sam' }])
  })

  it('reads a list without a header by where the address stands', async () => {
    expect(await read('Sam Jones,sam@learner.example\nSiân,sian@learner.example')).toEqual({
      rows: [
        { line: 1, email: 'sam@learner.example', name: 'Sam Jones' },
        { line: 2, email: 'sian@learner.example', name: 'Siân' },
      ],
      faults: [],
    })
  })

  it('reads language, end and evidence', async () => {
    const file =
      'email,language,valid until,evidence\na@b.example,Cymraeg,2027-12-31,https://c.example/d\n'
    expect(await read(file)).toEqual({
      rows: [
        {
          line: 2,
          email: 'a@b.example',
          language: 'cy',
          validUntil: '2027-12-31T23:59:59.000Z',
          evidence: 'https://c.example/d',
        },
      ],
      faults: [],
    })
  })

  it.each<[string, string]>([
    [',Sam', 'email_missing'],
    ['sam,Sam', 'email_malformed'],
    ['sam@learner.example@evil.example,Sam', 'email_malformed'],
    ['"sam@learner.example\r\nBcc: all@evil.example",Sam', 'email_malformed'],
    ['"sam@learner.example%0aBcc:all@evil.example",Sam', 'email_malformed'],
    ['a@b.example,"Sam\nBcc: all@evil.example"', 'name_malformed'],
    ['a@b.example,Sam\0', 'name_malformed'],
    ['a@b.example,Sam\u202E', 'name_malformed'],
    [`a@b.example,${'x'.repeat(201)}`, 'name_malformed'],
    ['a@b.example,"=HYPERLINK(""https://evil.example"")"', 'formula'],
    ['a@b.example,+1', 'formula'],
    ['a@b.example,-1', 'formula'],
    ['a@b.example,@SUM(A1)', 'formula'],
    ['=a@b.example,Sam', 'formula'],
    ['a@b.example,Sam,fr', 'language_unknown'],
    ['a@b.example,Sam,,31/12/2027', 'date_malformed'],
    ['a@b.example,Sam,,2026-02-30', 'date_malformed'],
    ['a@b.example,Sam,,2026-11-21', 'date_past'],
    ['a@b.example,Sam,,,javascript:alert(1)', 'evidence_malformed'],
    ['a@b.example,Sam,,,http://c.example/', 'evidence_malformed'],
    ['SAM@learner.example,Sam', 'twice'],
  ])('leaves %j out and takes the others', async (line, code) => {
    const file = `email,name,language,ends,evidence\nsam@learner.example,Sam Jones\n${line}\nz@b.example,Zoë\n`
    const found = await read(file)
    if ('refused' in found) throw new Error(found.refused)
    const { rows, faults } = found
    expect(rows.map(({ email }) => email)).toEqual(['sam@learner.example', 'z@b.example'])
    expect(faults.map(({ code }) => code)).toEqual([code])
  })

  it.each<[string, string | Buffer, object]>([
    ['an empty file', '', { refused: 'empty' }],
    ['a header alone', 'email,name\n', { refused: 'empty' }],
    ['no address', 'name,class\nSam,7b\n', { refused: 'no_email_column' }],
    ['two address columns', 'email,e-mail\na@b.example,c@d.example\n', { refused: 'column_twice' }],
    ['an unclosed quote', 'email,name\na@b.example,"Sam\nc@d.example,Z\n', { refused: 'quote' }],
    ['a quote within', 'email,name\na@b.example,Sam "the" J\n', { refused: 'quote' }],
    [
      'UTF-16 with a mark',
      Buffer.from('\uFEFFemail\na@b.example', 'utf16le'),
      { refused: 'utf16' },
    ],
    ['UTF-16 without', Buffer.from('email\na@b.example', 'utf16le'), { refused: 'utf16' }],
    ['Latin-1', Buffer.from('email,name\na@b.example,Si\xe2n', 'latin1'), { refused: 'not_utf8' }],
    ['one endless line', `email,name\n${'a'.repeat(20_000)}`, { refused: 'line_too_long' }],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), { refused: 'not_utf8' }],
  ])('refuses %s as a whole', async (_, file, refusal) => {
    expect(await read(file)).toMatchObject(refusal)
  })

  it('refuses more people than one list may have', async () => {
    const lines = Array.from({ length: mostRows + 1 }, (_, person) => `p${person}@b.example`)
    expect(await read(['email', ...lines].join('\n'))).toEqual({ refused: 'too_many_rows' })
  })

  it('does not try the letters of a long first cell with each other', async () => {
    const before = process.cpuUsage()
    const refusal = await read(`a@${'.'.repeat(16_000)} x\n`)
    const { user } = process.cpuUsage(before)
    expect(refusal).toEqual({ refused: 'no_email_column' })
    expect(user / 1_000).toBeLessThan(200)
  })

  it('leaves the thread to others between parts of a long list', async () => {
    const turns = countTurns()
    expect(await read(`email,name\n${',\n'.repeat(25_000)}`)).toEqual({ refused: 'empty' })
    expect(turns()).toBeGreaterThan(10)
  })

  it('reads no more blank lines than a sheet has', async () => {
    expect(await read(`${'\n'.repeat(1_048_577)}email\na@b.example`)).toEqual({
      refused: 'too_many_rows',
    })
  })
})
