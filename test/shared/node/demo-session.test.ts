import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  type DemoSession,
  deleteDemoSession,
  demoSessionFile,
  readDemoSession,
  writeDemoSession,
} from '../../../shared/node/demo-session.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const session: DemoSession = {
  issuer: { url: 'http://localhost:3001', apiKey: 'secret-a' },
  wallet: { url: 'http://localhost:3002' },
  verifier: { url: 'http://localhost:3003', apiKey: 'secret-b' },
  allowLoopbackHttp: true,
}

describe('writeDemoSession', () => {
  it('is read back, for its owner alone', async () => {
    const home = temporaryFolder()
    await writeDemoSession(home, session)
    expect(await readDemoSession(home)).toEqual(session)
    const file = demoSessionFile(home)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
  })

  it('replaces what was there, also a file that others could read', async () => {
    const home = temporaryFolder()
    const file = demoSessionFile(home)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '{}', { mode: 0o644 })
    await writeDemoSession(home, { ...session, extraCa: 'PEM' })
    expect(await readDemoSession(home)).toEqual({ ...session, extraCa: 'PEM' })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(file))).toEqual(['session.json'])
  })
})

describe('readDemoSession', () => {
  it('finds none where none was written, or it was deleted', async () => {
    const home = temporaryFolder()
    expect(await readDemoSession(home)).toBeUndefined()
    await writeDemoSession(home, session)
    await deleteDemoSession(home)
    await deleteDemoSession(home)
    expect(await readDemoSession(home)).toBeUndefined()
  })

  it.each([
    ['no JSON', '{"issuer":'],
    ['nothing', ''],
    ['another shape', '{"issuer":{"url":"http://localhost:3001"}}'],
    ['an address that is none', JSON.stringify({ ...session, wallet: { url: 'localhost' } })],
    ['no permission for http', JSON.stringify({ ...session, allowLoopbackHttp: false })],
  ])('refuses %s without repeating it', async (_name, text) => {
    const home = temporaryFolder()
    mkdirSync(dirname(demoSessionFile(home)), { recursive: true })
    writeFileSync(demoSessionFile(home), text)
    await expect(readDemoSession(home)).rejects.toEqual(
      new AppError(
        'config_invalid',
        'The demo session file cannot be read; start the demonstration city again (waymark start --demo)',
      ),
    )
  })
})
