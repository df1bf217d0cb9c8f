import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../shared/node/command-line.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { walletCommands } from '../../../wallet/node/commands.ts'
import { createTestClock } from '../../support/clock.ts'
import { createTestIo, type TestIoOptions } from '../../support/command-io.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { startReferenceVerifier } from '../../support/reference-verifier.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const clock = createTestClock()
const passphrase = 'three tall harbour cranes'

function createHome() {
  const home = temporaryFolder()
  async function run(argv: string[], options: TestIoOptions = {}) {
    const io = createTestIo({
      clock,
      ...options,
      env: { WAYMARK_HOME: home, WAYMARK_ALLOW_LOOPBACK_HTTP: 'true', ...options.env },
    })
    const program = new Command('waymark')
    walletCommands(program, io)
    const exitCode = await runProgram(program, ['wallet', ...argv], io)
    return { exitCode, output: io.output(), errors: io.errors() }
  }
  async function json(argv: string[], options: TestIoOptions = {}) {
    const { exitCode, output, errors } = await run([...argv, '--json'], options)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    return JSON.parse(output)
  }
  return { home, run, json }
}

const sealing = { env: { WAYMARK_WALLET_PASSPHRASE: passphrase } }

describe('waymark wallet backup and restore', () => {
  it('brings badges, keys and own words into another wallet, which can show them', async () => {
    const [from, to] = [createHome(), createHome()]
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const { outcomes } = await from.json(['receive', issuer.offerUri])
    await from.json(['reflect', outcomes[0].badge.id, 'I stayed calm'])
    await from.json(['create', '--method', 'did:jwk', '--curve', 'P-256', '--name', 'Work'])
    const file = join(from.home, 'sam.waymark-wallet')
    await from.json(['backup', file], sealing)
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const restored = await to.json(['restore', file], sealing)
    expect(restored).toEqual({
      badgeCount: 1,
      newBadgeCount: 1,
      madeAt: clock().toISOString(),
    })
    const [before, after] = [await from.json(['list']), await to.json(['list'])]
    expect(after.holders).toEqual(before.holders)
    expect(after.badges.map(withoutChecks)).toEqual(before.badges.map(withoutChecks))
    expect(after.badges[0].reflection).toBe('I stayed calm')

    const achievementId = `${issuer.credentialIssuer}/badges/first-aid/v/1`
    const query = { ...buildBadgeQuery([[achievementId]]) }
    const asker = await startReferenceVerifier({ clock, query })
    expect(await to.json(['present', asker.requestUri])).toMatchObject({ outcome: 'sent' })
    // again: nothing doubles
    expect(await to.json(['restore', file], sealing)).toMatchObject({ newBadgeCount: 0 })
    expect((await to.json(['list'])).holders).toEqual(before.holders)
  })

  it('says nothing of what is inside, and opens with its passphrase only', async () => {
    const [from, to] = [createHome(), createHome()]
    await from.json(['create', '--name', 'Work'])
    const file = join(from.home, 'sam.waymark-wallet')
    const weak = await from.run(['backup', file], { env: { WAYMARK_WALLET_PASSPHRASE: 'short' } })
    expect(weak).toMatchObject({ exitCode: 65, errors: expect.stringMatching(/^passphrase_weak/) })
    await from.run(['backup', file], { answers: [passphrase] })
    expect(readFileSync(file, 'utf8')).not.toMatch(/did:|Work/)

    const none = await to.run(['restore', file])
    expect(none).toMatchObject({ exitCode: 78, errors: expect.stringMatching(/^config_invalid/) })
    const wrong = await to.run(['restore', file], { answers: ['three tall harbour crane'] })
    expect(wrong).toMatchObject({ exitCode: 65, errors: expect.stringMatching(/^way_refused/) })
    writeFileSync(join(to.home, 'other'), readFileSync(file, 'utf8').replace('"v":1', '"v":2'))
    const later = await to.run(['restore', join(to.home, 'other')], sealing)
    expect(later).toMatchObject({ errors: expect.stringMatching(/^vault_file_malformed/) })
    expect(await to.json(['list'])).toEqual({ badges: [], holders: [] })
  })
})

describe('waymark wallet remove', () => {
  it('deletes the badge, and leaves nothing to show', async () => {
    const home = createHome()
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const { outcomes } = await home.json(['receive', issuer.offerUri])
    const { id } = outcomes[0].badge
    expect(await home.json(['remove', id])).toMatchObject({ removed: { id } })
    expect((await home.json(['list'])).badges).toEqual([])
    const again = await home.run(['remove', id])
    expect(again).toMatchObject({ exitCode: 65, errors: expect.stringMatching(/^not_found/) })
  })
})

function withoutChecks({ report: _, ...badge }: { report: unknown; verdict: string }) {
  return badge
}
