import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lookAtFiles } from '../../../issuer/commands/doctor-files.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const now = new Date('2026-11-23T10:00:00Z')

function setUp() {
  const folder = temporaryFolder()
  const [database, key] = [join(folder, 'city.sqlite'), join(folder, 'key')]
  for (const file of [database, key]) writeFileSync(file, '', { mode: 0o600 })
  const look = async (options: {
    keyFile?: string | undefined
    backups?: string
    location?: DatabaseLocation
  }) => {
    const found = await lookAtFiles({
      env: { WAYMARK_KEY_ENCRYPTION_KEY_FILE: 'keyFile' in options ? options.keyFile : key },
      locations: [options.location ?? { kind: 'sqlite', file: database }],
      backups: options.backups,
      clock: () => now,
    })
    return Object.fromEntries(found.map(({ name, outcome, text }) => [name, `${outcome}: ${text}`]))
  }
  return { folder, database, key, look }
}

function backUp(folder: string, name: string, madeAt: string) {
  writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, `${name}.manifest.json`), JSON.stringify({ file: name, madeAt }))
}

describe('lookAtFiles', () => {
  test('finds files well that are for their owner alone', async () => {
    const { look } = setUp()
    const found = await look({})
    expect(found.room).toMatch(/^(ok|warn): [\d.]+ GB free/)
    expect(found['key file']).toMatch(/^ok: for its owner alone; it lies beside the database/)
    expect(found.backup).toBe('warn: name the folder to look at its age: --backups FOLDER')
    const location = { kind: 'postgres', url: 'postgres://h/d', schema: 's' } as const
    expect((await look({ location })).room).toBe('ok: kept by the database server')
  })

  test('fails where others can read database or key, and warns of a key among the settings', async () => {
    const { database, key, look } = setUp()
    for (const file of [database, key]) chmodSync(file, 0o640)
    const found = await look({})
    expect(found.room).toBe(`fail: others on this machine can read ${database}: chmod 600`)
    expect(found['key file']).toBe(`fail: others on this machine can read ${key}: chmod 600`)
    expect((await look({ keyFile: undefined }))['key file']).toMatch(/^warn: .*: use a file$/)
  })

  test('says how old the newest whole backup is', async () => {
    const backups = temporaryFolder()
    const { look } = setUp()
    expect((await look({ backups })).backup).toBe(
      `fail: there is none in ${backups}: waymark backup`,
    )
    backUp(backups, 'old.gz', '2026-11-20T10:00:00.000Z')
    writeFileSync(join(backups, 'broken.gz.manifest.json'), '{')
    writeFileSync(
      join(backups, 'gone.gz.manifest.json'),
      '{"file":"x","madeAt":"2026-11-23T09:00:00.000Z"}',
    )
    expect((await look({ backups })).backup).toMatch(/^fail: the newest is 72 hours old/)
    backUp(backups, 'new.gz', '2026-11-23T04:00:00.000Z')
    expect((await look({ backups })).backup).toBe('ok: the newest is 6 hours old')
    expect((await look({ backups: join(backups, 'nowhere') })).backup).toMatch(/^fail: /)
  })
})
