import type { Command } from 'commander'
import { z } from 'zod'
import { assertMeant, type CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zKeys = z.looseObject({
  did: z.string(),
  keys: z.array(
    z.looseObject({
      thumbprint: z.string(),
      purpose: z.string(),
      state: z.string(),
      createdAt: z.string(),
      retired: z.looseObject({ at: z.string(), logSize: z.number() }).optional(),
      compromised: z.looseObject({ at: z.string(), logSize: z.number() }).optional(),
    }),
  ),
})

type KeyOptions = CityOptions & { provider?: string; key?: string; yes?: boolean }

/** `waymark city keys | rotate-key | compromise-key` */
export function keyCommands(city: Command, io: CommandIo): void {
  const provider = ['--provider <name>', 'of this provider; the city’s own unless given'] as const

  cityOptions(
    city
      .command('keys')
      .description('the keys of the city or of a provider')
      .option(...provider),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city keys --provider dock-makers`)
    .action((options: KeyOptions) =>
      printAnswer(
        io,
        { path: `/keys${queryOf(options.provider)}` },
        { ...options, schema: zKeys, describe: describeKeys },
      ),
    )

  cityOptions(
    city
      .command('rotate-key')
      .description('sign with a new key from now on; what the old one signed stays good')
      .option(...provider),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city rotate-key --provider dock-makers`,
    )
    .action((options: KeyOptions) => endKey(io, 'rotate', options))

  cityOptions(
    city
      .command('compromise-key')
      .description('a key was stolen: what the log knows by now stays good, nothing after')
      .option(...provider)
      .option('--key <thumbprint>', 'an older key; the one in use unless given')
      .option('--yes', 'do not ask'),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city compromise-key --provider dock-makers --yes`,
    )
    .action(async (options: KeyOptions) => {
      await assertMeant(io, options, 'This cannot be undone. Is the key in someone else’s hands?')
      return endKey(io, 'compromise', options)
    })
}

function endKey(io: CommandIo, action: 'rotate' | 'compromise', options: KeyOptions) {
  const { provider, key: thumbprint } = options
  const body = {
    ...(provider !== undefined && { provider }),
    ...(thumbprint !== undefined && { thumbprint }),
  }
  const request = { path: `/keys/${action}`, body }
  return printAnswer(io, request, { ...options, schema: zKeys, describe: describeKeys })
}

function describeKeys({ did, keys }: z.infer<typeof zKeys>): string {
  const lines = keys.map(({ thumbprint, purpose, state, createdAt, retired, compromised }) => {
    const end = compromised ?? retired
    const ended = end === undefined ? '' : ` at ${end.at}, log size ${end.logSize}`
    return `  ${thumbprint}\n    ${purpose}, ${state}${ended}, made ${createdAt}`
  })
  return [did, ...lines].join('\n')
}

function queryOf(provider: string | undefined): string {
  return provider === undefined ? '' : `?${new URLSearchParams({ provider })}`
}
