import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { main } from '../../bin/cli.ts'
import { runForJson } from '../../bin/run-line.ts'
import type { IssuerConfig } from '../../issuer/config.ts'
import { demonstrationBadge } from '../../issuer/demo/demonstration-badge.ts'
import { transactOnLog } from '../../issuer/log/append-pending.ts'
import { addProvider } from '../../issuer/providers/publish-provider.ts'
import { openServices } from '../../issuer/services.ts'
import { startIssuer } from '../../issuer/start.ts'
import { accredit } from '../../issuer/trust/accredit.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { writeDemoSession } from '../../shared/node/demo-session.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { createTestIo } from '../support/command-io.ts'
import { freePorts } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const packageRoot = fileURLToPath(new URL('../../', import.meta.url))
const apiKey = 'key-of-the-city-0123456789-abcdefghij'
const tenYearsInMilliseconds = 10 * 365.25 * 24 * 3600 * 1000

const clubs = Array.from({ length: 10 }, (_, index) => `club-${index + 1}`)
const neverAccredited = 'club-3'
const revokedAt = 'club-5'
const badge = demonstrationBadge('team-player', {
  layer: 'participate',
  howShown: 'peer-reviewed',
  hue: 'harbour',
  glyph: 'people',
  skills: ['teamwork'],
  en: { name: 'Team player', description: 'Played a full part.', criteria: 'Play a season.' },
  cy: { name: 'Aelod o’r tîm', description: 'Chwaraeodd ran lawn.', criteria: 'Chwarae tymor.' },
})

const zReport = z.object({
  verdict: z.string(),
  checks: z.array(z.object({ name: z.string(), code: z.string() })),
})

/** A city with ten clubs, nine of them accredited for their badge. */
async function foundCity(config: IssuerConfig): Promise<void> {
  const services = await openServices(config, {
    clock: () => new Date(),
    fetch: createGuardedFetch({ allowLoopbackHttp: true }),
    logger: createLogger({ name: 'issuer', level: 'silent' }),
  })
  for (const slug of clubs) {
    const name = { en: `The ${slug}`, cy: `Y ${slug}` }
    await addProvider({ slug, name, description: name }, [badge], services)
    if (slug === neverAccredited) continue
    const scope = { badges: [badge.slug] }
    const at = new Date().toISOString()
    await transactOnLog(services.database, (tx) =>
      accredit(tx, { provider: slug, scope, actor: { name: 'city' }, at }),
    )
  }
  await services.close()
}

function createCommandLine(home: string) {
  const io = createTestIo({ packageRoot, clock: () => new Date() })
  const run = async (argv: readonly string[], now: () => Date = () => new Date()) =>
    runForJson(argv, { home, io: { ...io, clock: now }, runLine: main })
  return {
    /** A command that must succeed. */
    async do<Output>(argv: readonly string[], schema: z.ZodType<Output>): Promise<Output> {
      const { exitCode, output, complaint } = await run(argv)
      if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${exitCode} ${complaint}`)
      return schema.parse(output)
    },
    /** `waymark verify`, as verdict and what accreditation, log and status said. */
    async verify(argv: readonly string[], now?: () => Date) {
      const { output, complaint } = await run(['verify', ...argv], now)
      if (output === undefined) throw new Error(complaint)
      const { verdict, checks } = zReport.parse(output)
      const codeOf = (name: string) => checks.find((check) => check.name === name)?.code
      return {
        verdict,
        status: codeOf('status'),
        accreditation: codeOf('accreditation'),
        log: codeOf('log'),
      }
    },
  }
}

test('ten closed providers, no server, ten years on: the verdicts that they had', {
  timeout: 120_000,
}, async () => {
  const home = temporaryFolder()
  const { issuer: port, wallet, verifier } = await freePorts()
  const publicUrl = `http://localhost:${port}`
  const city = didWebFromUrl(publicUrl)
  const config: IssuerConfig = {
    publicUrl,
    host: 'localhost',
    port,
    database: join(home, 'issuer.sqlite'),
    agentDatabase: join(home, 'issuer-agent.sqlite'),
    keyEncryptionKey: generateKeyEncryptionKey(),
    walletUrl: `http://localhost:${wallet}`,
    cityName: { en: 'Cardiff', cy: 'Caerdydd' },
    demo: false,
    allowLoopbackHttp: true,
    bootstrapApiKey: apiKey,
    statusTtlSeconds: 1,
    logLevel: 'silent',
  }
  await foundCity(config)
  const issuer = await startIssuer(config)
  const commands = createCommandLine(home)
  const files = new Map(clubs.map((slug) => [slug, join(home, `${slug}.json`)]))
  const bundle = join(home, 'city.ndjson.gz')
  const live = new Map<string, unknown>()
  try {
    await writeDemoSession(home, {
      issuer: { url: publicUrl, apiKey },
      wallet: { url: `http://localhost:${wallet}` },
      verifier: { url: `http://localhost:${verifier}`, apiKey },
      allowLoopbackHttp: true,
    })
    for (const [slug, file] of files) {
      const award = await commands.do(
        ['city', 'award', '--badge', `${slug}/${badge.slug}`, '--to', `${slug}@learner.example`],
        z.object({ awardId: z.string(), offerUri: z.string() }),
      )
      const { outcomes } = await commands.do(
        ['wallet', 'receive', award.offerUri],
        z.object({ outcomes: z.array(z.object({ badge: z.object({ id: z.string() }) })).min(1) }),
      )
      await commands.do(
        ['wallet', 'export', outcomes[0]?.badge.id ?? '', '--output', file],
        z.unknown(),
      )
      if (slug === revokedAt) {
        await commands.do(['city', 'revoke', award.awardId, '--reason', 'A mistake'], z.unknown())
      }
    }
    await issuer.sealNow()
    for (const slug of clubs) {
      await commands.do(['city', 'close-provider', slug, '--yes'], z.unknown())
    }
    await issuer.maintainNow()
    for (const [slug, file] of files) {
      live.set(slug, await commands.verify([file, '--trust', city]))
    }
    await commands.do(['city', 'bundle', '--output', bundle], z.unknown())
  } finally {
    await issuer.close()
  }

  expect(live.get('club-1')).toEqual({
    verdict: 'valid',
    status: 'ok',
    accreditation: 'ok',
    log: 'ok',
  })
  expect(live.get(neverAccredited)).toMatchObject({
    verdict: 'invalid',
    accreditation: 'not_accredited',
  })
  expect(live.get(revokedAt)).toMatchObject({ verdict: 'invalid', status: 'revoked' })

  const later = () => new Date(Date.now() + tenYearsInMilliseconds)
  const offline = new Map<string, unknown>()
  for (const [slug, file] of files) {
    offline.set(slug, await commands.verify([file, '--bundle', bundle], later))
  }
  expect(offline).toEqual(live)
  expect(readFileSync(bundle).includes('learner.example')).toBe(false)
  // without the bundle, nothing can be found out any more: and that is never a kind of valid
  expect(await commands.verify([files.get('club-1') ?? ''], later)).toMatchObject({
    verdict: 'unknown',
  })
})
