import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { unbakePng } from '../../../shared/credential/baking/unbake-png.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { writeDemoSession } from '../../../shared/node/demo-session.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { walletCommands } from '../../../wallet/node/commands.ts'
import { createTestClock } from '../../support/clock.ts'
import { createTestIo, type TestIoOptions } from '../../support/command-io.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { startReferenceVerifier } from '../../support/reference-verifier.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const clock = createTestClock()

/** One home for the commands of a test, whose demonstration city may be anywhere on this machine. */
function createHome(env: Record<string, string> = {}) {
  const home = temporaryFolder()
  async function run(argv: string[], options: TestIoOptions = {}) {
    const io = createTestIo({
      clock,
      ...options,
      env: { WAYMARK_HOME: home, WAYMARK_ALLOW_LOOPBACK_HTTP: 'true', ...env },
    })
    const program = new Command('waymark')
    walletCommands(program, io)
    const exitCode = await runProgram(program, ['wallet', ...argv], io)
    return { exitCode, output: io.output(), errors: io.errors(), questions: io.questions }
  }
  async function json(argv: string[], options: TestIoOptions = {}) {
    const { exitCode, output, errors } = await run([...argv, '--json'], options)
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    return JSON.parse(output)
  }
  return { home, run, json }
}

async function receiveOne(home: ReturnType<typeof createHome>) {
  const issuer = await startReferenceIssuer({ version: '1.0', clock })
  const { outcomes } = await home.json(['receive', issuer.offerUri])
  const achievementId = `${issuer.credentialIssuer}/badges/first-aid/v/1`
  return { issuer, achievementId, id: String(outcomes[0].badge.id) }
}

describe('waymark wallet create', () => {
  test('makes an identity and says so', async () => {
    const home = createHome()
    const { exitCode, output } = await home.run(['create', '--name', 'Work'])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^Made did:key:z6Mk\w+ {2}\(Work, Ed25519, default\)\n$/)
    const second = await home.json(['create', '--method', 'did:jwk', '--curve', 'P-256'])
    expect(second).toMatchObject({ curve: 'P-256', isDefault: false })
  })

  test('has a did:web hosted by the demonstration city, and says what it costs', async () => {
    const server = await startTestWalletServer({ clock })
    const home = createHome()
    await writeDemoSession(home.home, {
      issuer: { url: 'http://localhost:1', apiKey: 'x' },
      wallet: { url: server.url },
      verifier: { url: 'http://localhost:1', apiKey: 'x' },
      allowLoopbackHttp: true,
    })
    const { output } = await home.run(['create', '--method', 'did:web', '--name', 'sam'])
    expect(output).toContain(`Made did:web:localhost%3A${new URL(server.url).port}:people:sam`)
    expect(output).toContain('the host can see that you showed one')
  })

  test('needs a server for a did:web', async () => {
    const { exitCode, errors } = await createHome().run(['create', '--method', 'did:web'])
    expect(exitCode).toBe(78)
    expect(errors).toMatch(/^config_invalid: A did:web needs the address of the wallet server/)
  })

  test('says which methods there are', async () => {
    const { exitCode, errors } = await createHome().run(['create', '--method', 'did:ion'])
    expect(exitCode).toBe(64)
    expect(errors).toContain('did:key, did:jwk, did:web')
  })
})

describe('waymark wallet receive', () => {
  test('takes the badge, making the first identity', async () => {
    const home = createHome()
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const { exitCode, output, questions } = await home.run(['receive', issuer.offerUri])
    expect(exitCode).toBe(0)
    expect(questions).toEqual([])
    expect(output).toMatch(/^Made your first identity: did:key:z6Mk/)
    expect(output).toMatch(
      new RegExp(
        `Kept: [\\w-]{12} {2}Proven +First aid {2}from Quay Youth Club \\(${issuer.party.did}\\)`,
      ),
    )
  })

  test('shows it first, and takes nothing, with --preview', async () => {
    const home = createHome()
    const issuer = await startReferenceIssuer({ version: '1.0', clock, txCode: '1234' })
    const { output } = await home.run(['receive', issuer.offerUri, '--preview'])
    expect(output).toContain(`A badge is offered at ${new URL(issuer.credentialIssuer).host}`)
    expect(output).toContain('Needs:       a code that was sent to you another way')
    expect(await home.json(['list'])).toEqual({ badges: [], holders: [] })
  })

  test('asks at a terminal, and takes nothing without a yes', async () => {
    const home = createHome()
    const issuer = await startReferenceIssuer({ version: '1.0', clock, txCode: '1234' })
    const no = await home.run(['receive', issuer.offerUri], { answers: ['n'] })
    expect(no).toMatchObject({ output: 'Nothing was taken.\n', questions: ['Take it? [y/N] '] })
    expect(issuer.requests.every(({ method }) => method === 'GET')).toBe(true)
    const yes = await home.run(['receive', issuer.offerUri], { answers: ['y', '1234'] })
    const { host, pathname } = new URL(issuer.credentialIssuer)
    expect(yes.questions).toEqual([
      'Take it? [y/N] ',
      `The code for this badge, sent to you another way. It is no password of yours. ${host}${pathname} says of it “The code in our e-mail”: `,
    ])
    expect(yes.output).toContain('Kept: ')
  })

  test('asks for the code in its own words, whatever the issuer says of it', async () => {
    const question = async (txCodeDescription: string) => {
      const issuer = await startReferenceIssuer({
        version: '1.0',
        clock,
        txCode: '1234',
        txCodeDescription,
      })
      const { questions } = await createHome().run(['receive', issuer.offerUri], {
        answers: ['y', '1234'],
      })
      return questions[1]?.replace(new URL(issuer.credentialIssuer).host, 'HOST')
    }
    const ours = 'The code for this badge, sent to you another way. It is no password of yours.'
    expect(await question('')).toBe('The code for this badge, sent to you another way: ')
    expect(await question('”\u001b[2J\nType your “bank password”: ')).toBe(
      `${ours} HOST/issuer says of it “'[2J Type your 'bank password':”: `,
    )
  })

  test('asks nothing at a terminal with --yes', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const { questions, output } = await createHome().run(['receive', issuer.offerUri, '--yes'], {
      answers: [],
    })
    expect(questions).toEqual([])
    expect(output).toContain('Kept: ')
  })

  test('says what went wrong, and nothing of the offer', async () => {
    const home = createHome()
    const issuer = await startReferenceIssuer({ version: '1.0', clock, txCode: '1234' })
    const { exitCode, errors } = await home.run(['receive', await issuer.offerByValue()])
    expect(exitCode).toBe(65)
    expect(errors).toMatch(/^tx_code_required: /)
    expect(errors).not.toContain(issuer.code)
    const wrong = await home.run(['receive', issuer.offerUri, '--tx-code', '9999'])
    expect(wrong.errors).toMatch(/^offer_not_redeemable: /)
  })

  test('says what is wrong with a badge that it keeps all the same', async () => {
    const issuer = await startReferenceIssuer({
      version: '1.0',
      clock,
      badge: (badge) => ({ ...badge, validUntil: '2026-11-21T10:00:00Z' }),
    })
    const { exitCode, output } = await createHome().run(['receive', issuer.offerUri])
    expect(exitCode).toBe(0)
    expect(output).toContain('Not valid')
    expect(output).toContain('x dates (expired)')
  })

  test('fails where what came is no badge', async () => {
    const issuer = await startReferenceIssuer({
      version: '1.0',
      clock,
      credential: () => ({ hello: 'world' }),
    })
    const { exitCode, output } = await createHome().run(['receive', issuer.offerUri])
    expect(exitCode).toBe(65)
    expect(output).toContain('Not taken (credential_malformed)')
  })
})

describe('waymark wallet list and show', () => {
  test('list badges, identities and what was shown', async () => {
    const home = createHome()
    const { id } = await receiveOne(home)
    const { badges, holders, disclosures } = await home.json(['list', '--history'])
    expect(badges).toMatchObject([{ id, verdict: 'valid', summary: { achievement: {} } }])
    expect(badges[0]).not.toHaveProperty('text')
    expect(holders).toHaveLength(1)
    expect(disclosures).toEqual([])
    expect((await home.run(['list'])).output).toContain('Badges (1):')
    expect((await createHome().run(['list'])).output).toBe('No badges yet.\nNo identities yet.\n')
  })

  test('show one badge by the beginning of its id, checked again', async () => {
    const home = createHome()
    const { id, issuer } = await receiveOne(home)
    const before = issuer.requests.length
    const offline = await home.run(['show', id.slice(0, 6), '--offline'])
    expect(offline.output).toContain('First aid')
    expect(issuer.requests).toHaveLength(before)
    const { output } = await home.run(['show', id.slice(0, 6)])
    expect(output).toContain('+ proof (ok)')
    expect(issuer.requests.slice(before).map(({ path }) => path)).toEqual(['/issuer/did.json'])
  })

  test('say that there is no such badge', async () => {
    const { exitCode, errors } = await createHome().run(['show', 'nothing'])
    expect(exitCode).toBe(65)
    expect(errors).toMatch(/^not_found: There is no badge with this id/)
  })
})

describe('waymark wallet present', () => {
  test('sends the least that is required, and says to whom', async () => {
    const home = createHome()
    const { id, achievementId } = await receiveOne(home)
    const query = { ...buildBadgeQuery([[achievementId]]) }
    const verifier = await startReferenceVerifier({ clock, query })
    const host = new URL(verifier.responseUri).host
    const preview = await home.run(['present', verifier.requestUri, '--preview'])
    expect(preview.output).toContain(`${host} asks for badges`)
    expect(preview.output).toContain('What for:    To staff the summer fair')
    expect(preview.output).toContain(`[x] ${id}  First aid  (Proven)`)
    expect(verifier.received).toEqual([])
    const result = await home.json(['present', verifier.requestUri])
    expect(result).toMatchObject({
      outcome: 'sent',
      shared: [{ queryId: 'badge-1-ldp', badge: { id } }],
      redirectUri: expect.stringContaining('/done#response_code='),
    })
    expect(verifier.received).toHaveLength(1)
    const { output } = await home.run(['list', '--history'])
    expect(output).toContain(`Harbour Lights Café (${host}): First aid  (sent to ${host})`)
  })

  /** Signed by one host, to be answered to another. */
  async function askedElsewhere() {
    const thief = await startReferenceVerifier({ clock, query: { ...buildBadgeQuery([]) } })
    const { host } = new URL(thief.responseUri)
    const verifier = await startReferenceVerifier({
      clock,
      query: { ...buildBadgeQuery([]) },
      payload: (payload) => ({ ...payload, response_uri: thief.responseUri }),
    })
    return { verifier, asker: new URL(verifier.responseUri).host, host, thief }
  }

  test('sends nothing elsewhere without a yes of its own', async () => {
    const home = createHome()
    await receiveOne(home)
    const { verifier, asker, host, thief } = await askedElsewhere()
    const refused = await home.run(['present', verifier.requestUri])
    expect(refused).toMatchObject({
      exitCode: 65,
      output: '',
      errors: `consent_required: ${asker} asks, but the answer would go to ${host}. Nothing was sent: if that is right, say so with --yes\n`,
    })
    const no = await home.run(['present', verifier.requestUri], { answers: [''] })
    expect(no).toMatchObject({
      output: 'Nothing was sent.\n',
      questions: [
        `${asker} asks, but the answer would go to ${host}. Send it all the same? [y/N] `,
      ],
    })
    expect(no.errors).toContain(`Careful:     ${asker} asks, but the answer would go to ${host}`)
    expect(thief.requests.filter(({ method }) => method === 'POST')).toEqual([])
    const preview = await home.json(['present', verifier.requestUri, '--preview'])
    expect(preview).toMatchObject({ sendsElsewhere: true, sentTo: host })
    const yes = await home.run(['present', verifier.requestUri, '--yes'])
    expect(yes).toMatchObject({ exitCode: 0, output: expect.stringContaining(`Sent to ${host}: `) })
    expect(thief.received).toHaveLength(1)
    const { output } = await home.run(['list', '--history'])
    expect(output).toContain(`(${asker}): First aid  (sent to ${host})`)
  })

  test('sends nothing to a person without a yes of its own, and never to one of its own server', async () => {
    const home = createHome()
    await receiveOne(home)
    const verifier = await startReferenceVerifier({
      clock,
      query: { ...buildBadgeQuery([]) },
      path: '/people/mallory',
    })
    const { host, origin } = new URL(verifier.responseUri)
    const refused = await home.run(['present', verifier.requestUri])
    expect(refused).toMatchObject({ exitCode: 65, output: '' })
    expect(refused.errors).toBe(
      `consent_required: ${host}/people/mallory is a person, not an organisation. Nothing was sent: if that is right, say so with --yes\n`,
    )
    const preview = await home.run(['present', verifier.requestUri, '--preview'])
    expect(preview.output).toContain(`${host}/people/mallory asks for badges`)
    expect(preview.output).toContain(
      `Careful:     ${host}/people/mallory is a person, not an organisation`,
    )
    const own = createHome({ WALLET_PUBLIC_URL: origin })
    expect((await own.run(['present', verifier.requestUri, '--yes'])).errors).toMatch(
      /^authorization_request_untrusted: /,
    )
  })

  test('asks at a terminal, and sends nothing without a yes', async () => {
    const home = createHome()
    await receiveOne(home)
    const verifier = await startReferenceVerifier({ clock, query: { ...buildBadgeQuery([]) } })
    const no = await home.run(['present', verifier.requestUri], { answers: [''] })
    expect(no).toMatchObject({ output: 'Nothing was sent.\n', questions: ['Send it? [y/N] '] })
    expect(no.errors).toContain('asks for badges')
    expect(verifier.received).toEqual([])
  })

  test('sends a chosen badge, or all that fit', async () => {
    const home = createHome()
    const first = await receiveOne(home)
    const second = await receiveOne(home)
    const verifier = await startReferenceVerifier({ clock, query: { ...buildBadgeQuery([]) } })
    const least = await home.run(['present', verifier.requestUri])
    expect(least.output).toContain('1 more would fit: send them with --all')
    const one = await home.json(['present', verifier.requestUri, '--badge', first.id.slice(0, 8)])
    expect(one.shared.map(({ badge }: { badge: { id: string } }) => badge.id)).toEqual([first.id])
    const all = await home.json(['present', verifier.requestUri, '--all'])
    const ids = all.shared.map(({ badge }: { badge: { id: string } }) => badge.id)
    expect(ids.sort()).toEqual([first.id, second.id].sort())
  })

  test('says which badge is missing', async () => {
    const home = createHome()
    await receiveOne(home)
    const wanted = 'https://city.example/badges/swimming/v/1'
    const query = { ...buildBadgeQuery([[wanted]]) }
    const verifier = await startReferenceVerifier({ clock, query })
    const { exitCode, errors } = await home.run(['present', verifier.requestUri])
    expect(exitCode).toBe(65)
    expect(errors).toBe(
      `badge_missing: The wallet has no badge for something that the request requires: ${wanted}. Nothing was sent\n`,
    )
  })
})

describe('waymark wallet export and import', () => {
  test('move one badge, byte for byte', async () => {
    const home = createHome()
    const { id } = await receiveOne(home)
    const file = join(temporaryFolder(), 'badge.json')
    const { output } = await home.run(['export', id])
    expect(await home.json(['export', id, '--output', file])).toMatchObject({ file })
    expect(readFileSync(file, 'utf8')).toBe(output)
    const again = await home.run(['import', file])
    expect(again.output).toMatch(/^You had it already: /)
    const other = createHome()
    const { outcomes } = await other.json(['import', '-'], { stdin: output })
    expect(outcomes).toMatchObject([{ outcome: 'kept', badge: { source: { kind: 'file' } } }])
    expect(outcomes[0].badge).not.toHaveProperty('holder')
  })

  test('show a badge at a terminal without what steers it', async () => {
    const home = createHome()
    const name = 'First\u009b31m aid\u202e'
    const issuer = await startReferenceIssuer({
      version: '1.0',
      clock,
      badge: (badge) => ({ ...badge, name }),
    })
    const { outcomes } = await home.json(['receive', issuer.offerUri])
    const { id } = outcomes[0].badge
    const { output: exact } = await home.run(['export', id])
    const { output: shown } = await home.run(['export', id], { answers: [] })
    expect(exact).toContain(name)
    expect(shown).toContain('First\\u009b31m aid\\u202e')
    expect(JSON.parse(shown)).toEqual(JSON.parse(exact))
  })

  test('move everything, and never write over a file', async () => {
    const home = createHome()
    await receiveOne(home)
    const file = join(temporaryFolder(), 'wallet.json')
    expect((await home.run(['export', '--output', file])).output).toBe(`Written to ${file}\n`)
    const { exitCode, errors } = await home.run(['export', '--output', file])
    expect([exitCode, errors]).toEqual([
      65,
      'conflict: There is a file of that name already: choose another\n',
    ])
    expect((await createHome().json(['import', file])).outcomes).toHaveLength(1)
  })

  test('move one badge inside a picture', async () => {
    const home = createHome()
    const { id } = await receiveOne(home)
    const file = join(temporaryFolder(), 'badge.png')
    expect(await home.json(['export', id, '--png', '--output', file])).toEqual({
      file,
      mediaType: 'image/png',
    })
    const { output: text } = await home.run(['export', id])
    expect(unbakePng(readFileSync(file))).toEqual({ kind: 'open-badge-3', text })
    const { outcomes } = await createHome().json(['import', '-'], { stdin: readFileSync(file) })
    expect(outcomes).toMatchObject([{ outcome: 'kept' }])
  })

  test('write everything as one archive', async () => {
    const home = createHome()
    await receiveOne(home)
    const file = join(temporaryFolder(), 'badges.zip')
    await home.json(['export', '--all', '--output', file])
    expect(Object.keys(unzipSync(readFileSync(file)))).toEqual([
      'README.txt',
      'wallet.json',
      expect.stringMatching(/^badges\/0001-first-aid-[0-9a-f]{6}\.json$/),
      expect.stringMatching(/^badges\/0001-first-aid-[0-9a-f]{6}\.png$/),
    ])
  })

  test.for([
    ['a picture at the terminal', ['export', '--all']],
    ['a picture of no badge', ['export', '--png', '--output', 'a.png']],
    ['a picture of everything', ['export', '--all', '--png', '--output', 'a.png']],
    ['an offer as a badge', ['import', '-'], 'openid-credential-offer://?credential_offer_uri=a'],
    ['a request as a badge', ['import', '-'], 'openid4vp://?client_id=a&request_uri=b'],
    ['a link in a file', ['import', '-'], 'https://badges.example/1'],
  ] as const)('refuse %s, and say what to do', async ([, argv, stdin = '']) => {
    const { exitCode, errors } = await createHome().run([...argv], { stdin })
    expect({ exitCode, errors }).toEqual({
      exitCode: 65,
      errors: expect.stringMatching(/^request_malformed: /),
    })
  })

  test('take a badge of an older kind from its address, and check it there', async () => {
    const { origin } = await serveLoopback((request, response) => {
      const at = `${origin}${request.url}`
      const context = 'https://w3id.org/openbadges/v2'
      const parts: Record<string, object> = {
        '/1': {
          ...{ '@context': context, type: 'Assertion', id: at, issuedOn: '2019-05-06T00:00:00Z' },
          recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
          badge: `${origin}/knots`,
          verification: { type: 'hosted' },
        },
        '/knots': {
          ...{
            '@context': context,
            type: 'BadgeClass',
            id: at,
            name: 'Knots',
            description: 'Ties',
          },
          ...{ image: `${origin}/knots.png`, criteria: { narrative: 'Tie six knots' } },
          issuer: `${origin}/scouts`,
        },
        '/scouts': {
          ...{ '@context': context, type: 'Issuer', id: at, name: 'Sea Scouts' },
          ...{ url: origin, email: 'badges@scouts.example' },
        },
      }
      const part = parts[request.url ?? '']
      response.setHeader('content-type', 'application/ld+json')
      response.writeHead(part === undefined ? 404 : 200).end(JSON.stringify(part ?? {}))
    })
    const { output } = await createHome().run(['import', `${origin}/1`])
    expect(output).toMatch(/^Kept: [0-9a-f]+ {2}Proven {2,}Knots {2}from Sea Scouts \(http:/)
  })

  test('keep a badge of an older kind that does not say where it is, as one that is not valid', async () => {
    const assertion = {
      ...{ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion' },
      recipient: { type: 'email', hashed: false, identity: 'sam@mail.example' },
      badge: { name: 'Knots', issuer: { name: 'Sea Scouts' } },
      ...{ verification: { type: 'HostedBadge' }, issuedOn: '2019-05-06' },
    }
    const { origin } = await serveLoopback((_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(assertion)),
    )
    const { output } = await createHome().run(['import', `${origin}/1`])
    expect(output).toMatch(/^Kept: [0-9a-f]+ {2}Not valid {2,}Knots {2}from Sea Scouts {2}/)
    expect(output).toContain('x shape (badge_invalid): Assertion.id')
  })

  test('refuse what is no badge, and store nothing', async () => {
    const home = createHome()
    const file = join(temporaryFolder(), 'notes.txt')
    writeFileSync(file, 'hello')
    const { exitCode, errors } = await home.run(['import', file])
    expect(exitCode).toBe(65)
    expect(errors).toMatch(/^badge_file_malformed: It is neither a badge nor a link/)
    expect((await home.run(['import', join(home.home, 'nothing')])).errors).toMatch(/^not_found: /)
    expect((await home.json(['list'])).badges).toEqual([])
  })
})

describe('waymark wallet', () => {
  const commands = ['create', 'receive', 'list', 'show', 'present', 'export', 'import']

  test.for(commands)('%s --help has examples', async (name) => {
    const { exitCode, output } = await createHome().run([name, '--help'])
    expect(exitCode).toBe(0)
    expect(output).toContain(`Examples:\n  waymark wallet ${name}`)
  })

  test('keeps the wallet where it is told to', async () => {
    const folder = join(temporaryFolder(), 'mine')
    const home = createHome()
    await home.json(['create', '--wallet', folder])
    expect(existsSync(join(folder, 'wallet.sqlite'))).toBe(true)
    expect(existsSync(join(home.home, 'wallet'))).toBe(false)
  })
})
