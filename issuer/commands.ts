import { type Command, InvalidArgumentError, Option } from 'commander'
import { languages } from '../shared/i18n/messages.ts'
import type { CommandIo } from '../shared/node/command-line.ts'
import type { StatusChange } from './awards/change-status.ts'
import { accreditationCommands } from './commands/accreditation-commands.ts'
import { adminCommands } from './commands/admin-commands.ts'
import { type AwardOptions, awardCommand } from './commands/award-command.ts'
import { settingHelp } from './commands/command-parts.ts'
import { continuityCommands } from './commands/continuity-commands.ts'
import { keyCommands } from './commands/key-commands.ts'
import { lifecycleCommands } from './commands/lifecycle-commands.ts'
import {
  type ListOptions,
  listAwardsCommand,
  listBadgesCommand,
  listProvidersCommand,
} from './commands/list-commands.ts'
import { logCommand } from './commands/log-command.ts'
import { type MonitorOptions, monitorCommand } from './commands/monitor-command.ts'
import { recognitionCommands } from './commands/recognition-commands.ts'
import { type StatusOptions, statusCommand } from './commands/status-command.ts'

/** `waymark city …`: awards badges and changes their status, over the city's API. */
export function issuerCommands(program: Command, io: CommandIo): void {
  const city = program
    .command('city')
    .description(
      'award badges, change their status, and keep trust: accreditation, keys, the award log',
    )
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark city badges
  waymark city award --badge harbour-youth/first-aid --to sam@learner.example
  waymark city revoke AWARD --reason 'Awarded to the wrong person'`,
    )
  addAwardCommand(city, io)
  adminCommands(city, io)
  continuityCommands(city, io)
  for (const [change, description] of statusDescriptions) {
    addStatusCommand(city, io, { change, description })
  }
  for (const [name, description, run] of lists) addListCommand(city, io, { name, description, run })
  accreditationCommands(city, io)
  recognitionCommands(city, io)
  keyCommands(city, io)
  lifecycleCommands(city, io)
  logCommand(city, io)
  addMonitorCommand(city, io)
}

function addAwardCommand(city: Command, io: CommandIo): void {
  city
    .command('award')
    .description('award a badge: a claim link for its learner')
    .requiredOption('--badge <id>', 'provider/badge, or the id of its achievement')
    .requiredOption('--to <email>', 'e-mail address of the learner')
    .option('--name <name>', 'name of the learner, kept in the badge as a hash only')
    .option('--tx-code', 'ask for a code that reaches the learner another way')
    .addOption(new Option('--language <language>', 'language of the badge').choices([...languages]))
    .addOption(
      new Option('--offer <form>', 'an address that lasts, or the offer itself for ten minutes')
        .choices(['reference', 'value'])
        .default('reference'),
    )
    .option('--valid-until <time>', 'when the badge ends, as in 2027-12-31T23:59:59Z')
    .option('--idempotency-key <key>', 'the same key again awards nothing new')
    .option('--city <url>', 'address of the city')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark city award --badge harbour-youth/first-aid --to sam@learner.example
  waymark city award --badge harbour-youth/first-aid --to sam@learner.example --tx-code --language cy
  waymark city award --badge dock-makers/laser-cutter --to ali@learner.example --json`,
    )
    .action((options: AwardOptions) => awardCommand(io, options))
}

const statusDescriptions: readonly (readonly [StatusChange, string])[] = [
  ['revoke', 'take a badge back for good'],
  ['suspend', 'stop a licence for a time'],
  ['reinstate', 'let a suspended licence hold again'],
]

function addStatusCommand(
  city: Command,
  io: CommandIo,
  { change, description }: { change: StatusChange; description: string },
): void {
  city
    .command(change)
    .description(description)
    .argument('<award>', 'the id of the award')
    .option('--reason <text>', 'why; the learner may see it')
    .option('--city <url>', 'address of the city')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Example:
  waymark city ${change} dock-makers.4f0c… --reason 'Safety rules were broken'`,
    )
    .action((award: string, options: StatusOptions) => statusCommand(io, change, award, options))
}

const lists: readonly (readonly [
  string,
  string,
  (io: CommandIo, options: ListOptions) => Promise<void>,
])[] = [
  ['badges', 'the badges that can be awarded', listBadgesCommand],
  ['providers', 'who gives badges', listProvidersCommand],
  ['awards', 'what was awarded, the newest first', listAwardsCommand],
]

function addListCommand(
  city: Command,
  io: CommandIo,
  list: {
    name: string
    description: string
    run: (io: CommandIo, options: ListOptions) => Promise<void>
  },
): void {
  city
    .command(list.name)
    .description(list.description)
    .option('--limit <number>', 'how many, at most 100', pageSize)
    .option('--cursor <text>', 'from where the last page ended')
    .option('--city <url>', 'address of the city')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city ${list.name} --limit 10 --json`,
    )
    .action((options: ListOptions) => list.run(io, options))
}

function addMonitorCommand(city: Command, io: CommandIo): void {
  city
    .command('monitor')
    .description('follow the award log of any city; exit code 1 when it has forked')
    .argument('<city>', 'address or DID of the city')
    .option('--once', 'ask once: exit code 0 good, 1 forked, 2 could not be checked')
    .option('--every <seconds>', 'how often to ask', wholeSeconds, 10)
    .option('--state <file>', 'where to remember what was seen')
    .option('--json', 'print what happened as JSON')
    .addHelpText(
      'after',
      `
Examples:
  waymark city monitor https://city.example
  waymark city monitor did:web:city.example --once --json`,
    )
    .action((address: string, options: MonitorOptions) => monitorCommand(io, address, options))
}

function wholeSeconds(text: string): number {
  const seconds = Number(text)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds
  throw new InvalidArgumentError('Give a number of seconds from 1 to 86400.')
}

function pageSize(text: string): number {
  const size = Number(text)
  if (Number.isInteger(size) && size >= 1 && size <= 100) return size
  throw new InvalidArgumentError('Give a number from 1 to 100.')
}
