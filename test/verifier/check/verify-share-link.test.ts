import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../shared/node/command-line.ts'
import { checkCommands } from '../../../verifier/commands.ts'
import { shareCv } from '../../../wallet/core/cv/share-cv.ts'
import { withdrawShare } from '../../../wallet/core/cv/withdraw-share.ts'
import { createHolder } from '../../shared/verify/world.ts'
import { createTestIo } from '../../support/command-io.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { createSharingWallet } from '../../wallet/core/cv/sharing-wallet.ts'

/** A CV that is shared by a wallet server on this machine. */
async function shareBadge() {
  const { origin } = await serveLoopback(async (request, response) => {
    const answer = await wallet.shares.fetch(`${origin}${request.url}`)
    response.statusCode = answer.status
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  // a provider with a did:key: nobody has to be asked for it
  const wallet = createSharingWallet({ issuer: createHolder(), walletServer: origin })
  const share = await shareCv(
    {
      badges: [await wallet.hold('Harbour guide')],
      ownWords: {
        language: 'en',
        name: 'Sam \u001b[31mJones',
        about: 'I like boats.',
        work: [{ what: 'Helper', where: 'Quay', from: '2024', until: '2025' }],
        education: [],
        skills: ['Knots'],
      },
      title: '',
      expiresInSeconds: 3_600,
    },
    wallet.ports,
  )
  return { ...wallet, share }
}

async function verify(source: string, options: { stdin?: string; json?: boolean } = {}) {
  const io = createTestIo({
    packageRoot: temporaryFolder(),
    env: { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' },
    ...(options.stdin !== undefined && { stdin: options.stdin }),
  })
  const program = new Command('waymark')
  checkCommands(program, io)
  const argv = ['verify', source, ...(options.json ? ['--json'] : [])]
  return { exitCode: await runProgram(program, argv, io), io }
}

describe('waymark verify', () => {
  test('opens the link of a shared CV and tells what is proven apart from what is only said', async () => {
    const { share } = await shareBadge()
    const { exitCode, io } = await verify(share.link)
    expect(exitCode).toBe(0)
    expect(io.output()).toMatch(/^The badge is proven\.\n/)
    expect(io.output()).toContain(
      'Said by the candidate, not checked\n  Own words\n  Sam [31mJones\n  I like boats.\n  Helper, Quay, 2024 – 2025\n  Knots\n',
    )
  })

  test('takes the link from standard input, where no list of processes shows it', async () => {
    const { share } = await shareBadge()
    const { exitCode, io } = await verify('-', { stdin: `${share.link}\n`, json: true })
    expect(exitCode).toBe(0)
    expect(JSON.parse(io.output())).toMatchObject({
      kind: 'presentation',
      verdict: 'valid',
      ownWords: { about: 'I like boats.' },
    })
  })

  test('says that a link was taken back, or is damaged', async () => {
    const { share, ports } = await shareBadge()
    const damaged = await verify(share.link.slice(0, -3))
    expect(damaged.exitCode).not.toBe(0)
    expect(damaged.io.errors()).toMatch(/share_link_malformed/)
    await withdrawShare(share, ports)
    const withdrawn = await verify(share.link)
    expect(withdrawn.exitCode).not.toBe(0)
    expect(withdrawn.io.errors()).toMatch(/taken it back/)
  })
})
