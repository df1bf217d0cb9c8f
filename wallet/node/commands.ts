import { type Command, InvalidArgumentError, Option } from 'commander'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import { maxShareSeconds } from '../../shared/sealed/share-api.ts'
import { backupCommand, reflectCommand, removeCommand, restoreCommand } from './backup-commands.ts'
import { createCommand, listCommand, showCommand } from './holding-commands.ts'
import { holderMethods } from './new-holder.ts'
import { presentCommand } from './present-command.ts'
import { receiveCommand } from './receive-command.ts'
import { shareCommand } from './share-command.ts'
import { exportCommand, importCommand } from './transfer-commands.ts'

const maxShareDays = Math.floor(maxShareSeconds / 86_400)

/** `waymark wallet …`: the learner's side, without a browser. */
export function walletCommands(program: Command, io: CommandIo): void {
  const wallet = program
    .command('wallet')
    .description('hold badges: take, list, show, present, move them')
    .addHelpText(
      'after',
      `
Without a terminal, receive and present do what is asked at once: giving them the link is the consent to what is
required. At a terminal they show it and ask, unless --yes is given. --preview shows it and does nothing.
A request that would send the answer to another host than that of the asker, or that a person makes and not an
organisation, needs --yes or a yes at the terminal.

Examples:
  waymark wallet create --method did:web --name sam
  waymark wallet receive 'openid-credential-offer://?credential_offer_uri=…' --tx-code 1234
  waymark wallet list
  waymark wallet present 'openid4vp://?client_id=…&request_uri=…' --preview`,
    )

  exchangeCommands(wallet, io)
  heldCommands(wallet, io)
  movingCommands(wallet, io)
}

/** How badges come and are shown. */
function exchangeCommands(wallet: Command, io: CommandIo): void {
  describe(
    wallet,
    'create',
    'make an identity of your own, with a new key',
    `
  waymark wallet create
  waymark wallet create --method did:jwk --curve P-256
  waymark wallet create --method did:web --name sam --server https://wallet.example`,
  )
    .addOption(
      new Option('--method <method>', 'kind of DID').choices(holderMethods).default('did:key'),
    )
    .addOption(
      new Option('--curve <curve>', 'kind of key').choices(['Ed25519', 'P-256']).default('Ed25519'),
    )
    .option('--name <name>', 'what you call it; for did:web its public name at the wallet server')
    .option('--server <url>', 'for did:web: address of the wallet server')
    .action((options) => createCommand(io, options))

  describe(
    wallet,
    'receive',
    'take the badge that a link offers',
    `
  waymark wallet receive 'openid-credential-offer://?credential_offer_uri=…'
  waymark wallet receive 'https://wallet.example/receive#credential_offer_uri=…' --preview`,
  )
    .argument('<link>', 'the offer: a link, or the JSON of an offer')
    .option('--tx-code <code>', 'the code that was sent to you another way')
    .addOption(
      new Option('--format <format>', 'how the badge is secured').choices(credentialFormats),
    )
    .option('--holder <did>', 'which of your identities it is for')
    .option('--preview', 'show what is offered and take nothing')
    .option('--yes', 'do not ask')
    .action((link, options) => receiveCommand(io, link, options))

  describe(
    wallet,
    'present',
    'show badges to someone who asks',
    `
  waymark wallet present 'openid4vp://?client_id=…&request_uri=…' --preview
  waymark wallet present 'openid4vp://?client_id=…&request_uri=…' --badge 4fJq`,
  )
    .argument('<link>', 'the request')
    .option(
      '--badge <id>',
      'send this badge (may be given several times); default: the least that is required',
      collect,
    )
    .option('--all', 'send every badge that fits')
    .option('--preview', 'show who asks for what and send nothing')
    .option('--yes', 'do not ask')
    .action((link, options) => presentCommand(io, link, options))

  describe(
    wallet,
    'share',
    'make a link under which badges can be looked at for a while',
    `
  waymark wallet share --badge 4fJq --badge 9a0c --days 14
  waymark wallet share --list
  waymark wallet share --withdraw mT0c…`,
  )
    .option('--badge <id>', 'show this badge (may be given several times)', collect)
    .option('--days <n>', 'for how long', readDays, 14)
    .option('--title <text>', 'what you call it; it is not shown')
    .option('--list', 'list the links that still open')
    .option('--withdraw <id>', 'take a link back')
    .action((options) => shareCommand(io, options))
}

/** What becomes of what is held. */
function heldCommands(wallet: Command, io: CommandIo): void {
  describe(
    wallet,
    'list',
    'list badges and identities',
    `
  waymark wallet list
  waymark wallet list --history`,
  )
    .option('--history', 'also what was shown to whom')
    .action((options) => listCommand(io, options))

  describe(
    wallet,
    'show',
    'show one badge and check it again',
    `
  waymark wallet show 4fJq
  waymark wallet show 4fJq --offline`,
  )
    .argument('<id>', 'the id of a badge, or its beginning')
    .option('--offline', 'show what the last check said, without asking anybody')
    .action((id, options) => showCommand(io, id, options))

  describe(
    wallet,
    'remove',
    'delete a badge for good',
    `
  waymark wallet remove 4fJq`,
  )
    .argument('<id>', 'the id of a badge, or its beginning')
    .action((id, options) => removeCommand(io, id, options))

  describe(
    wallet,
    'reflect',
    'keep your own words about a badge; nobody is shown them',
    `
  waymark wallet reflect 4fJq 'I stayed calm'
  waymark wallet reflect 4fJq ''`,
  )
    .argument('<id>', 'the id of a badge, or its beginning')
    .argument('<words>', 'your words; empty takes them away')
    .action((id, words, options) => reflectCommand(io, id, words, options))
}

/** How all of it is taken elsewhere. */
function movingCommands(wallet: Command, io: CommandIo): void {
  describe(
    wallet,
    'export',
    'write one badge as it was signed or as a picture that carries it, or everything as one file',
    `
  waymark wallet export 4fJq --output badge.json
  waymark wallet export 4fJq --png --output badge.png
  waymark wallet export --output wallet.json
  waymark wallet export --all --output badges.zip`,
  )
    .argument('[id]', 'the id of a badge; without it, everything (keys are not in the file)')
    .option('--png', 'a picture of the badge that carries it')
    .option('--all', 'a ZIP archive: every badge as file and as picture, and the whole wallet')
    .option('--output <file>', 'write to a new file instead of the terminal')
    .action((id, options) => exportCommand(io, id, options))

  describe(
    wallet,
    'import',
    'take badges from a file, a picture or an address',
    `
  waymark wallet import badge.json
  waymark wallet import badge.png
  waymark wallet import https://badges.example/assertions/123
  waymark wallet import - < badge.jwt`,
  )
    .argument(
      '<source>',
      'an Open Badge 3.0 or 2.0 as JSON, JWT, PNG or SVG, its address, or a file of wallet export; - reads standard input',
    )
    .action((source, options) => importCommand(io, source, options))

  describe(
    wallet,
    'backup',
    'write everything with its keys into one sealed file',
    `
  waymark wallet backup sam.waymark-wallet`,
  )
    .argument('<file>', 'a new file; WAYMARK_WALLET_PASSPHRASE seals it, or you are asked')
    .action((file, options) => backupCommand(io, file, options))

  describe(
    wallet,
    'restore',
    'take in everything from a sealed file, of this wallet or of the app',
    `
  waymark wallet restore sam.waymark-wallet`,
  )
    .argument('<file>', 'opened by WAYMARK_WALLET_PASSPHRASE, or you are asked')
    .action((file, options) => restoreCommand(io, file, options))
}

function describe(parent: Command, name: string, description: string, examples: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--wallet <folder>', 'where the wallet is (default: wallet in WAYMARK_HOME)')
    .option('--json', 'answer as JSON')
    .addHelpText('after', `\nExamples:${examples}`)
}

function readDays(value: string): number {
  const days = Number(value)
  if (Number.isInteger(days) && days >= 1 && days <= maxShareDays) return days
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${maxShareDays}.`)
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
