import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../shared/node/command-line.ts'
import { employerCommands } from '../../../verifier/commands.ts'
import { readVerifierConfig } from '../../../verifier/config.ts'
import { createTestIo } from '../../support/command-io.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

async function init(folder: string, options: Record<string, string>) {
  const io = createTestIo({ packageRoot: temporaryFolder(), env: {} })
  const program = new Command('waymark')
  employerCommands(program, io)
  const words = Object.entries({ folder, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ])
  const exitCode = await runProgram(program, ['employer', 'init', ...words, '--json'], io)
  return { exitCode, io }
}

const good = {
  name: 'Harbour Lights Café',
  url: 'https://hire.example',
  'wallet-url': 'https://wallet.example',
  admin: 'owain@cafe.example',
  trust: 'did:web:city.example',
}

describe('waymark employer init', () => {
  test('writes settings that a start reads, and invites the first host admin', async () => {
    const folder = temporaryFolder()
    const { exitCode, io } = await init(folder, good)
    expect([exitCode, io.errors()]).toEqual([0, ''])
    const { did, invitation, settingsFile, keyFile } = JSON.parse(io.output())
    expect(did).toBe('did:web:hire.example')
    expect(invitation).toMatch(/^https:\/\/hire\.example\/staff\/invitation\/[\w-]{43}$/)
    expect(readVerifierConfig(parseEnv(await readFile(settingsFile, 'utf8')))).toMatchObject({
      publicUrl: good.url,
      employerName: good.name,
      trustedCities: [good.trust],
      demo: false,
    })
    for (const file of [settingsFile, keyFile]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600)
    }
    expect((await init(folder, good)).exitCode).not.toBe(0)
  })

  test.each([
    ['an address without https', { url: 'http://hire.example' }, '--url'],
    ['a name that a shell would read', { name: '$(id)' }, '--name'],
    ['a city that is no DID', { trust: 'city.example' }, '--trust'],
    ['nobody to invite', { admin: 'owain' }, '--admin'],
  ])('refuses %s and writes nothing', async (_what, change, option) => {
    const folder = join(temporaryFolder(), 'new')
    const { exitCode, io } = await init(folder, { ...good, ...change })
    expect([exitCode === 0, io.errors().includes(`Give ${option}:`)]).toEqual([false, true])
    await expect(stat(folder)).rejects.toThrow()
  })
})
