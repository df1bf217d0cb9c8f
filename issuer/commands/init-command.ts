import { randomBytes } from 'node:crypto'
import { access, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { ask, type CommandIo, notify, print } from '../../shared/node/command-line.ts'
import { zMailAddress, zPublicUrl } from '../../shared/node/config-reading.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
} from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { makeFolder } from '../../shared/node/make-folder.ts'
import { everywhere } from '../../shared/server/access.ts'
import { invite } from '../../shared/server/staff/invitations.ts'
import { type IssuerConfig, readIssuerConfig } from '../config.ts'
import { openServices } from '../services.ts'
import { saveCitySettings, zHue } from '../settings/settings-store.ts'
import { citySettingsFile } from './init-settings.ts'

export type InitOptions = {
  folder: string
  name?: string
  nameCy?: string
  url?: string
  walletUrl?: string
  admin?: string
  hue?: string
  database?: string
  agentDatabase?: string
  smtpUrl?: string
  mailFrom?: string
  json?: boolean
}

/** Whatever shell or program reads the settings, such a name is one word of them. */
const zName = z
  .string()
  .trim()
  .min(1, 'is missing')
  .max(200, 'is too long')
  .regex(/^[^"'`$\\\p{Cc}]+$/u, 'must be without quotes, $ and \\')

const zAnswers = z.object({
  name: zName,
  nameCy: zName,
  url: zPublicUrl,
  walletUrl: zPublicUrl,
  admin: zMailAddress,
  hue: zHue.optional(),
})

export type CityAnswers = z.infer<typeof zAnswers>

/**
 * `waymark init`: writes the settings of a new city, starts it once, so that it makes its identity and keys, and
 * invites its first admin.
 */
export async function initCommand(io: CommandIo, options: InitOptions): Promise<void> {
  const folder = resolve(options.folder)
  const [settingsFile, keyFile] = [join(folder, 'city.env'), join(folder, 'key-encryption-key')]
  for (const file of [settingsFile, keyFile]) await assertFree(file)
  const answers = parseAnswers(await collectAnswers(io, options))
  const text = citySettingsFile(answers, {
    ...options,
    keyFile,
    database: options.database ?? join(folder, 'city.sqlite'),
    agentDatabase: options.agentDatabase ?? join(folder, 'agent.sqlite'),
    walletDatabase: join(folder, 'wallet.sqlite'),
    apiKey: randomBytes(32).toString('base64url'),
  })
  const key = encodeKeyEncryptionKey(generateKeyEncryptionKey())
  makeFolder(folder)
  await writeFile(keyFile, `${key}\n`, { mode: 0o600, flag: 'wx' })
  // read as a start will read them, before anybody relies on them
  const config = readIssuerConfig(parseEnv(text))
  const { did, invitation } = await beginCity(config, answers, io)
  await writeFile(settingsFile, text, { mode: 0o600, flag: 'wx' })
  const json = { settingsFile, keyFile, did, invitation }
  print(io, { json, human: nextSteps({ ...json, ...answers }) }, options.json)
}

async function collectAnswers(io: CommandIo, options: InitOptions) {
  const askFor = async (given: string | undefined, question: string, otherwise?: string) => {
    if (given !== undefined) return given
    if (!io.isTerminal) return otherwise
    const hint = otherwise === undefined ? '' : ` [${otherwise}]`
    return (await ask(io, `${question}${hint}: `)).trim() || otherwise
  }
  if (io.isTerminal) notify(io, 'A city of your own. Its address cannot be changed later.\n')
  const name = await askFor(options.name, 'Name of the city')
  return {
    name,
    nameCy: await askFor(options.nameCy, 'Its name in Welsh', name),
    url: await askFor(options.url, 'Its address, as in https://city.example'),
    walletUrl: await askFor(options.walletUrl, 'The wallet, as in https://wallet.example'),
    hue: await askFor(options.hue, 'Colour of buttons and links', '#0b6e6e'),
    admin: await askFor(options.admin, 'E-mail address of the first admin'),
  }
}

const optionNames: Readonly<Record<string, string>> = {
  name: '--name',
  nameCy: '--name-cy',
  url: '--url',
  walletUrl: '--wallet-url',
  admin: '--admin',
  hue: '--hue',
}

function parseAnswers(given: unknown): CityAnswers {
  const result = zAnswers.safeParse(given)
  if (result.success) return result.data
  const names = result.error.issues.map(({ path }) => optionNames[String(path[0])])
  throw new AppError(
    'config_invalid',
    `Give ${[...new Set(names)].join(', ')}: see waymark init --help. Nothing was written`,
  )
}

/** The first start, without listening: identity and keys are made, and nobody can be asked in vain. */
async function beginCity(config: IssuerConfig, { admin, hue }: CityAnswers, io: CommandIo) {
  const { clock } = io
  const services = await openServices(config, {
    clock,
    fetch: createGuardedFetch({ allowLoopbackHttp: config.allowLoopbackHttp }),
    logger: createLogger({ name: 'init', level: 'silent' }),
  })
  try {
    const { link } = await services.database.transact(async (tx) => {
      if (hue !== undefined) await saveCitySettings(tx, { hue }, clock().toISOString())
      return invite(
        tx,
        { email: admin, scope: everywhere, role: 'city-admin', actorId: 'city' },
        services.staff,
      )
    })
    return { did: services.cityDid, invitation: link }
  } finally {
    await services.close()
  }
}

function nextSteps(
  city: CityAnswers & { settingsFile: string; keyFile: string; did: string; invitation: string },
): string {
  const { name, url, walletUrl, settingsFile, keyFile, did, invitation } = city
  return `${name} is there: ${did}

1. Keep ${keyFile} in another place too, apart from the backups. Without it nothing that the city
   sealed can be opened again.

2. Put https in front of both, with one reverse proxy. With Caddy:

   ${new URL(url).host} {
     reverse_proxy 127.0.0.1:3001
   }
   ${new URL(walletUrl).host} {
     reverse_proxy 127.0.0.1:3002
   }

3. Start them, each as a service of this machine:

   set -a; . ${settingsFile}; set +a
   waymark start --only issuer
   waymark start --only wallet

4. The first admin opens this link within 14 days, and nobody else should have it:

   ${invitation}

Then look at it all: waymark doctor. What comes next stands in docs/operator.md.`
}

async function assertFree(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) {
    throw new AppError('conflict', `${file} is there already: give an empty --folder`)
  }
}
