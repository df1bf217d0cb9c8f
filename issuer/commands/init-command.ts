import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { isThere, makeKeyFile } from '../../shared/node/kms/key-file.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { makeFolder } from '../../shared/node/make-folder.ts'
import { everywhere } from '../../shared/server/access.ts'
import { invite } from '../../shared/server/staff/invitations.ts'
import { type IssuerConfig, readIssuerConfig } from '../config.ts'
import { openServices } from '../services.ts'
import { saveCitySettings } from '../settings/settings-store.ts'
import { type CityAnswers, collectAnswers } from './init-answers.ts'
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

/**
 * `waymark init`: writes the settings of a new city, starts it once, so that it makes its identity and keys, and
 * invites its first admin.
 */
export async function initCommand(io: CommandIo, options: InitOptions): Promise<void> {
  const folder = resolve(options.folder)
  const [settingsFile, keyFile] = [join(folder, 'city.env'), join(folder, 'key-encryption-key')]
  await assertFree(settingsFile)
  const { name, nameCy, url, walletUrl, hue, admin } = options
  const answers = await collectAnswers(io, { name, nameCy, url, walletUrl, hue, admin })
  const text = citySettingsFile(answers, {
    ...options,
    keyFile,
    database: options.database ?? join(folder, 'city.sqlite'),
    agentDatabase: options.agentDatabase ?? join(folder, 'agent.sqlite'),
    walletDatabase: join(folder, 'wallet.sqlite'),
    apiKey: randomBytes(32).toString('base64url'),
  })
  makeFolder(folder)
  await makeKeyFile(keyFile)
  // read as a start will read them, before anybody relies on them
  const config = readIssuerConfig(parseEnv(text))
  const { did, invitation } = await beginCity(config, answers, io)
  await writeFile(settingsFile, text, { mode: 0o600, flag: 'wx' })
  const json = { settingsFile, keyFile, did, invitation }
  print(io, { json, human: nextSteps({ ...json, ...answers }) }, options.json)
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
   npx waymark start --only issuer
   npx waymark start --only wallet

   Whoever they run as must own the folder of ${settingsFile}: chown -R waymark FOLDER.

4. The first admin opens this link within 14 days, and nobody else should have it:

   ${invitation}

Then look at it all, with the same settings: npx waymark doctor. What comes next stands in docs/operator.md.`
}

async function assertFree(file: string): Promise<void> {
  if (await isThere(file)) {
    throw new AppError('conflict', `${file} is there already: give an empty --folder`)
  }
}
