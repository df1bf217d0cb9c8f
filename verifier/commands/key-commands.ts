import type { Command } from 'commander'
import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { assertMeant, type CommandIo, print } from '../../shared/node/command-line.ts'
import { settingHelp, verifierOptions } from './command-parts.ts'
import { readEmployerSetting } from './employer-setting.ts'
import { callVerifier } from './verifier-api.ts'

const zKeys = z.looseObject({
  did: z.string(),
  keys: z.array(
    z.looseObject({
      thumbprint: z.string(),
      type: z.string(),
      state: z.string(),
      createdAt: z.string(),
      retired: z.string().optional(),
      revoked: z.string().optional(),
    }),
  ),
})

type Keys = z.infer<typeof zKeys>
type KeyOptions = { verifier?: string; key?: string; json?: boolean; yes?: boolean }

/** `waymark employer keys | rotate-key | revoke-key` */
export function keyCommands(employer: Command, io: CommandIo): void {
  verifierOptions(employer.command('keys').description('the keys that you sign with'))
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark employer keys`)
    .action((options: KeyOptions) => printKeys(io, '', options))

  verifierOptions(
    employer
      .command('rotate-key')
      .description(
        'sign with new keys from a quarter of an hour on; what the old ones signed stays good',
      )
      .option('--key <thumbprint>', 'only this one; all in use unless given'),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark employer rotate-key`)
    .action((options: KeyOptions) => printKeys(io, '/rotate', options))

  verifierOptions(
    employer
      .command('revoke-key')
      .description(
        'a key was stolen: sign with new ones at once; receipts by the old ones count no more',
      )
      .option('--key <thumbprint>', 'only this one, or an older one; all in use unless given')
      .option('--yes', 'do not ask'),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark employer revoke-key --yes`)
    .action(async (options: KeyOptions) => {
      await assertMeant(io, options, 'This cannot be undone. Is the key in someone else’s hands?')
      return printKeys(io, '/revoke', options)
    })
}

async function printKeys(
  io: CommandIo,
  action: '' | '/rotate' | '/revoke',
  options: KeyOptions,
): Promise<void> {
  const setting = await readEmployerSetting(io, options)
  const body = options.key === undefined ? {} : { thumbprint: options.key }
  const path = `/api/v1/keys${action}`
  const answer = await callVerifier(setting, path, action === '' ? undefined : body)
  const keys = parseAnswer(zKeys, answer)
  print(io, { json: keys, human: describe(keys) }, options.json)
}

function describe({ did, keys }: Keys): string {
  const lines = keys.map(({ thumbprint, type, state, createdAt, retired, revoked }) => {
    const ends = [
      ...(retired === undefined ? [] : [`retires ${retired}`]),
      ...(revoked === undefined ? [] : [`revoked ${revoked}`]),
    ]
    return `  ${thumbprint}\n    ${[type, state, `made ${createdAt}`, ...ends].join(', ')}`
  })
  return [did, ...lines].join('\n')
}
