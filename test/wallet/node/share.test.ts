import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../shared/node/command-line.ts'
import { checkCommands } from '../../../verifier/commands.ts'
import { walletCommands } from '../../../wallet/node/commands.ts'
import { createTestClock } from '../../support/clock.ts'
import { createTestIo } from '../../support/command-io.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

/** A command line with a wallet in it, and a wallet server to share through. */
async function createHome() {
  const clock = createTestClock()
  const { url } = await startTestWalletServer({ clock })
  const home = temporaryFolder()
  async function run(...argv: string[]) {
    const io = createTestIo({
      clock,
      env: {
        WAYMARK_HOME: home,
        WAYMARK_ALLOW_LOOPBACK_HTTP: 'true',
        WALLET_PUBLIC_URL: url,
      },
    })
    const program = new Command('waymark')
    walletCommands(program, io)
    checkCommands(program, io)
    const exitCode = await runProgram(program, argv, io)
    return { exitCode, output: io.output(), errors: io.errors() }
  }
  const issuer = await startReferenceIssuer({ version: '1.0', clock })
  const received = await run('wallet', 'receive', issuer.offerUri, '--json')
  const id: string = JSON.parse(received.output).outcomes[0].badge.id
  return { clock, run, id }
}

describe('waymark wallet share', () => {
  test('makes a link that anyone can verify until it is taken back', async () => {
    const { run, id } = await createHome()
    const shared = await run('wallet', 'share', '--badge', id, '--days', '2', '--json')
    const share = JSON.parse(shared.output)
    expect(share).toMatchObject({ badges: [{ id }], expiresAt: '2026-11-24T10:00:00.000Z' })
    expect(await run('verify', share.link)).toMatchObject({ exitCode: 0, errors: '' })

    const listed = await run('wallet', 'share', '--list')
    expect(listed.output).toContain(share.link)
    expect(await run('wallet', 'share', '--withdraw', share.id)).toMatchObject({ exitCode: 0 })
    expect((await run('wallet', 'share', '--list')).output).toBe('Nothing is shared.\n')
    expect((await run('verify', share.link)).errors).toMatch(/taken it back/)
  })

  test('ends by itself', async () => {
    const { run, id, clock } = await createHome()
    const { link } = JSON.parse((await run('wallet', 'share', '--badge', id, '--json')).output)
    clock.advance(14 * 86_400 + 61)
    expect((await run('verify', link)).errors).toMatch(/time .* is over/)
    expect((await run('wallet', 'share', '--list')).output).toBe('Nothing is shared.\n')
  })

  test.each([
    [[], /Say which badges/],
    [['--badge', 'none'], /no badge with this id/],
    [['--badge', 'none', '--days', '91'], /from 1 to 90/],
    [['--withdraw', 'none'], /no share with this id/],
  ])('refuses %j', async (options, message) => {
    const { run } = await createHome()
    const { exitCode, errors } = await run('wallet', 'share', ...options)
    expect(exitCode).not.toBe(0)
    expect(errors).toMatch(message)
  })
})
