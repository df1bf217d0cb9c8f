import type { Command } from 'commander'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { type BundleOptions, bundleCommand } from './bundle-command.ts'
import { settingHelp } from './command-parts.ts'
import {
  type ForgetOptions,
  forgetCommand,
  type SubjectAccessOptions,
  subjectAccessCommand,
} from './person-commands.ts'
import {
  type ExportOptions,
  exportCommand,
  type ImportOptions,
  importCommand,
} from './transfer-command.ts'

/** What keeps a city and its people's rights: bundles, moving house, subject access and erasure. */
export function continuityCommands(city: Command, io: CommandIo): void {
  addBundleCommand(city, io)
  addTransferCommands(city, io)
  addPersonCommands(city, io)
}

function addPersonCommands(city: Command, io: CommandIo): void {
  city
    .command('subject-access')
    .description('everything that the city holds about a person, as JSON')
    .argument('<email>', 'the address that badges were awarded to')
    .option('--output <file>', 'write to a new file instead of the terminal')
    .option('--city <url>', 'address of the city')
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark city subject-access sam@learner.example --output sam.json`,
    )
    .action((email: string, options: SubjectAccessOptions) =>
      subjectAccessCommand(io, email, options),
    )

  city
    .command('forget')
    .description('erase a person: address, name, evidence, and the copies of their badges')
    .argument('<email>', 'the address that badges were awarded to')
    .option('--yes', 'do not ask')
    .option('--city <url>', 'address of the city')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Badges that were claimed stay valid in the learner's wallet; badges that were not are withdrawn. The award log and the
audit stay as they are: neither names a person.

Examples:
  waymark city forget sam@learner.example
  waymark city forget sam@learner.example --yes --json`,
    )
    .action((email: string, options: ForgetOptions) => forgetCommand(io, email, options))
}

function addTransferCommands(city: Command, io: CommandIo): void {
  const places = `
The city must be stopped. It is kept where ISSUER_DATABASE and ISSUER_AGENT_DATABASE say, unless options name other
places: files, or postgres://… addresses.`

  city
    .command('export')
    .description('the whole city as one file, to move it or to keep it')
    .requiredOption('--output <file>', 'a new file')
    .option('--database <place>', 'the database of the city')
    .option('--agent-database <place>', 'the database of its identities')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      `${places}

The key-encryption key of the city comes from WAYMARK_KEY_ENCRYPTION_KEY(_FILE): its seal is on the file.

Examples:
  waymark city export --output cardiff.city.gz
  waymark city export --output cardiff.city.gz --database city.sqlite --agent-database agent.sqlite`,
    )
    .action((options: ExportOptions) => exportCommand(io, options))

  city
    .command('import')
    .description('put a whole city into an empty database')
    .argument('<file>', 'what city export wrote')
    .option('--database <place>', 'an empty place for the city')
    .option('--agent-database <place>', 'an empty place for its identities')
    .option(
      '--old-key-file <file>',
      'the key-encryption key of the old place, where the new one has another',
    )
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      `${places}

The key-encryption key of the new place comes from WAYMARK_KEY_ENCRYPTION_KEY(_FILE). With --old-key-file, private
keys are sealed anew under it.

Examples:
  waymark city import cardiff.city.gz
  waymark city import cardiff.city.gz --database postgres://city@db.example/city --agent-database postgres://city@db.example/city`,
    )
    .action((file: string, options: ImportOptions) => importCommand(io, file, options))
}

function addBundleCommand(city: Command, io: CommandIo): void {
  city
    .command('bundle')
    .description('one file by which every badge of the city is checked without the city')
    .requiredOption('--output <file>', 'a new file')
    .option('--city <url>', 'address of the city')
    .option('--json', 'print what is in it as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Give the file away freely: it holds identities, status lists, the trust list and the award log, which are public.

Examples:
  waymark city bundle --output cardiff.ndjson.gz
  waymark verify badge.json --bundle cardiff.ndjson.gz`,
    )
    .action((options: BundleOptions) => bundleCommand(io, options))
}
