import type { Command } from 'commander'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { backupCommand, restoreCommand } from './backup-command.ts'
import { type DoctorOptions, doctorCommand } from './doctor-command.ts'
import { type InitOptions, initCommand } from './init-command.ts'
import { migrateCommand } from './migrate-command.ts'
import type { ImportOptions, Places } from './transfer-command.ts'

const places = `
The city is the one of ISSUER_DATABASE and ISSUER_AGENT_DATABASE, unless options name other places. The key-encryption key
comes from WAYMARK_KEY_ENCRYPTION_KEY(_FILE).`

/** What the operator of a city does on its machine. */
export function operationCommands(program: Command, io: CommandIo): void {
  addInit(program, io)
  withPlaces(program.command('backup'))
    .description('write the city as it is at this moment to one file; it may run meanwhile')
    .argument('<file>', 'a new file')
    .addHelpText('after', `${places}\n\nExample:\n  waymark backup /backups/city-2027-03-01.gz`)
    .action((file: string, options: Places) => backupCommand(io, file, options))
  withPlaces(program.command('restore'))
    .description('put a backup into an empty place')
    .argument('<file>', 'what waymark backup wrote')
    .option('--old-key-file <file>', 'the key-encryption key of then, where it is another now')
    .addHelpText('after', `${places}\n\nExample:\n  waymark restore /backups/city-2027-03-01.gz`)
    .action((file: string, options: ImportOptions) => restoreCommand(io, file, options))
  withPlaces(program.command('migrate'))
    .description('bring the databases to this version, as the next start would')
    .addHelpText('after', `${places}\n\nExample:\n  waymark backup before.gz && waymark migrate`)
    .action((options: Places) => migrateCommand(io, options))
  program
    .command('doctor')
    .description('look at settings, database, key, mail server and public address of the city')
    .option('--backups <folder>', 'where backups lie: says how old the newest is')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      '\nExit code 1 where something fails.\n\nExample:\n  waymark doctor --backups /backups',
    )
    .action((options: DoctorOptions) => doctorCommand(io, options))
}

function withPlaces(command: Command): Command {
  return command
    .option('--database <place>', 'the database of the city')
    .option('--agent-database <place>', 'the database of its identities')
    .option('--json', 'answer as JSON')
}

function addInit(program: Command, io: CommandIo): void {
  program
    .command('init')
    .description('begin a city: settings, keys, and the invitation of its first admin')
    .option('--folder <folder>', 'where its settings and databases go', 'city')
    .option('--name <name>', 'name of the city')
    .option('--name-cy <name>', 'its name in Welsh')
    .option('--url <url>', 'its public address, as in https://city.example')
    .option('--wallet-url <url>', 'the address of the wallet, as in https://wallet.example')
    .option('--admin <email>', 'the e-mail address of the first admin')
    .option('--hue <colour>', 'the colour of buttons and links, as in #0b6e6e')
    .option('--database <place>', 'postgres://… in place of a file in the folder')
    .option('--agent-database <place>', 'postgres://… in place of a file in the folder')
    .option('--smtp-url <url>', 'the mail server, as in smtp://user:password@mail.example:587')
    .option('--mail-from <email>', 'the address that mails come from')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      `
What is not given as an option is asked at the terminal. Nothing that is there is changed: the folder must have no
settings yet.

Examples:
  waymark init
  waymark init --name Cardiff --url https://city.example --wallet-url https://wallet.example --admin carys@city.example`,
    )
    .action((options: InitOptions) => initCommand(io, options))
}
