import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { zMailAddress, zPublicUrl } from '../../shared/node/config-reading.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { isThere, makeKeyFile } from '../../shared/node/kms/key-file.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { makeFolder } from '../../shared/node/make-folder.ts'
import { everywhere } from '../../shared/server/access.ts'
import { invite } from '../../shared/server/staff/invitations.ts'
import { readVerifierConfig, type VerifierConfig } from '../config.ts'
import { openServices } from '../services.ts'

export type InitOptions = {
  folder: string
  name?: string
  url?: string
  walletUrl?: string
  admin?: string
  trust?: string[]
  database?: string
  agentDatabase?: string
  json?: boolean
}

const zHttpsUrl = zPublicUrl.refine((url) => url.startsWith('https://'))

const zAnswers = z.object({
  /** Whatever shell or program reads the settings, it is one word of them. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^"'`$\\\p{Cc}]+$/u),
  url: zHttpsUrl,
  walletUrl: zHttpsUrl,
  admin: zMailAddress,
  trust: z.array(z.string().regex(/^did:[^\s"'`$\\]+$/)).default([]),
})

type Answers = z.infer<typeof zAnswers>

const optionNames: Readonly<Record<string, string>> = {
  name: '--name',
  url: '--url',
  walletUrl: '--wallet-url',
  admin: '--admin',
  trust: '--trust',
}

/**
 * `waymark employer init`: writes the settings of a new verifier, starts it once, so that it makes its identity and
 * keys, and invites its first host admin.
 */
export async function initCommand(io: CommandIo, options: InitOptions): Promise<void> {
  const folder = resolve(options.folder)
  const [settingsFile, keyFile] = [join(folder, 'employer.env'), join(folder, 'key-encryption-key')]
  if (await isThere(settingsFile)) {
    throw new AppError('conflict', `${settingsFile} is there already: give an empty --folder`)
  }
  const answers = parseAnswers(options)
  const text = settingsOf(answers, {
    keyFile,
    database: options.database ?? join(folder, 'verifier.sqlite'),
    agentDatabase: options.agentDatabase ?? join(folder, 'agent.sqlite'),
  })
  makeFolder(folder)
  await makeKeyFile(keyFile)
  // read as a start will read them, before anybody relies on them
  const { did, invitation } = await begin(readVerifierConfig(parseEnv(text)), answers, io)
  await writeFile(settingsFile, text, { mode: 0o600, flag: 'wx' })
  const json = { settingsFile, keyFile, did, invitation }
  print(io, { json, human: nextSteps({ ...json, ...answers }) }, options.json)
}

function parseAnswers({ name, url, walletUrl, admin, trust }: InitOptions): Answers {
  const result = zAnswers.safeParse({ name, url, walletUrl, admin, trust })
  if (result.success) return result.data
  const names = result.error.issues.map(({ path }) => optionNames[String(path[0])])
  throw new AppError(
    'config_invalid',
    `Give ${[...new Set(names)].join(', ')}: see waymark employer init --help. Nothing was written`,
  )
}

/** The first start, without listening: identity and keys are made, and nobody can be asked in vain. */
async function begin(config: VerifierConfig, { admin: email }: Answers, { clock }: CommandIo) {
  const services = await openServices(config, {
    clock,
    random: (byteCount) => new Uint8Array(randomBytes(byteCount)),
    fetch: createGuardedFetch({ allowLoopbackHttp: config.allowLoopbackHttp }),
    logger: createLogger({ name: 'init', level: 'silent' }),
  })
  try {
    const invited = { email, scope: everywhere, role: 'host-admin', actorId: 'host' }
    const { link } = await services.database.transact((tx) => invite(tx, invited, services.staff))
    const { did } = await services.organisations.host()
    return { did, invitation: link }
  } finally {
    await services.close()
  }
}

function settingsOf(
  { name, url, walletUrl, trust }: Answers,
  places: { keyFile: string; database: string; agentDatabase: string },
): string {
  const { keyFile, database, agentDatabase } = places
  const cities = trust.length > 0 ? `VERIFIER_TRUSTED_CITIES="${trust.join(',')}"\n` : ''
  return `# Settings of this verifier. Secrets are in here: nobody but the operator may read it. All settings: .env.example
WAYMARK_KEY_ENCRYPTION_KEY_FILE="${keyFile}"

VERIFIER_PUBLIC_URL="${url}"
VERIFIER_HOST=127.0.0.1
VERIFIER_PORT=3003
VERIFIER_TRUSTED_PROXIES=1
VERIFIER_DATABASE="${database}"
VERIFIER_AGENT_DATABASE="${agentDatabase}"
VERIFIER_WALLET_URL="${walletUrl}"
VERIFIER_EMPLOYER_NAME="${name}"
VERIFIER_API_KEY="${randomBytes(32).toString('base64url')}"
${cities}# Invitations go out by this server; without one, their links are handed over by hand.
#VERIFIER_SMTP_URL=smtp://user:password@mail.example:587
#VERIFIER_MAIL_FROM=jobs@hire.example
`
}

function nextSteps(
  employer: Answers & { settingsFile: string; keyFile: string; did: string; invitation: string },
): string {
  const { name, url, settingsFile, keyFile, did, invitation } = employer
  return `${name} is there: ${did}

1. Keep ${keyFile} in another place too, apart from the backups. Without it nothing that was sealed
   can be opened again.

2. Put https in front. With Caddy:

   ${new URL(url).host} {
     reverse_proxy 127.0.0.1:3003
   }

3. Start it as a service of this machine:

   set -a; . ${settingsFile}; set +a
   npx waymark start --only verifier

4. The first host admin opens this link within 14 days, and nobody else should have it:

   ${invitation}

What comes next stands in docs/employer.md.`
}
