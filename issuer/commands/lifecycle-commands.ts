import type { Command } from 'commander'
import { z } from 'zod'
import { assertMeant, type CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zProvider = z.looseObject({ provider: z.string(), state: z.string() })

/** `waymark city suspend-provider | resume-provider | close-provider` */
export function lifecycleCommands(city: Command, io: CommandIo): void {
  const actions = [
    ['suspend', 'a provider awards and hands out nothing until it is resumed'],
    ['resume', 'a suspended provider goes on'],
    ['close', 'a provider closes for good; the city keeps its status lists in escrow'],
  ] as const
  for (const [action, description] of actions) {
    cityOptions(
      city
        .command(`${action}-provider`)
        .description(description)
        .argument('<provider>', 'short name of the provider')
        .option('--yes', 'do not ask'),
    )
      .addHelpText(
        'after',
        `${settingHelp}\n\nExample:\n  waymark city ${action}-provider dock-makers`,
      )
      .action(async (provider: string, options: CityOptions & { yes?: boolean }) => {
        if (action === 'close') {
          await assertMeant(io, options, `Close ${provider} for good?`)
        }
        const path = `/providers/${encodeURIComponent(provider)}/${action}`
        await printAnswer(
          io,
          { path, body: {} },
          {
            ...options,
            schema: zProvider,
            describe: ({ state }) => `${provider} is now: ${state}.`,
          },
        )
      })
  }
}
