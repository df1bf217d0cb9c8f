import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Did, isDid } from '../shared/did/did.ts'
import type { CommandIo } from '../shared/node/command-line.ts'
import { clientIdPrefixes } from '../shared/oid4vc/oid4vp-client-id.ts'
import { responseModes } from '../shared/oid4vc/oid4vp-request.ts'
import { type VerifyOptions, verifyCommand } from './check/verify-command.ts'
import { settingHelp } from './commands/command-parts.ts'
import { type InitOptions, initCommand } from './commands/init-command.ts'
import { keyCommands } from './commands/key-commands.ts'
import { type RequestOptions, requestCommand } from './commands/request-command.ts'
import { type ResultOptions, resultCommand } from './commands/result-command.ts'
import { verifyBundleCommand } from './continuity/verify-bundle-command.ts'
import { verifyReceiptCommand } from './receipts/verify-receipt-command.ts'

/** `waymark employer …`: asks for badges, reads reports and keeps the verifier's keys, over its API. */
export function employerCommands(program: Command, io: CommandIo): void {
  const employer = program
    .command('employer')
    .description('ask learners for badges, read the reports, and keep your keys')
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark employer request --badge harbour-youth/first-aid
  waymark employer result 2Yh0… --wait 60`,
    )

  employer
    .command('init')
    .description(
      'begin a verifier of your own: settings, keys, and an invitation for its first admin',
    )
    .requiredOption('--folder <folder>', 'where settings, keys and database are kept')
    .option('--name <name>', 'the employer’s name; people see it in their wallet')
    .option('--url <url>', 'its address, as in https://hire.example; it cannot be changed later')
    .option('--wallet-url <url>', 'the web wallet that links open')
    .option('--admin <address>', 'e-mail address of the first host admin')
    .option('--trust <city>', 'DID of a city to trust (may be given several times)', collect)
    .option('--database <place>', 'a file or postgres://… (default: a file in the folder)')
    .option('--agent-database <place>', 'a file or postgres://… (default: a file in the folder)')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `
Example:
  waymark employer init --folder /srv/waymark --name 'Harbour Lights Café' --url https://hire.example \\
    --wallet-url https://wallet.example --admin owain@cafe.example --trust did:web:city.example`,
    )
    .action((options: InitOptions) => initCommand(io, options))

  employer
    .command('request')
    .description('ask for badges: a link for the learner’s wallet')
    .option(
      '--badge <id>',
      'a badge that is required: provider/badge, or its id (may be given several times)',
      collect,
    )
    .option('--purpose <text>', 'what the badges are for; the learner sees it')
    .addOption(
      new Option('--response <mode>', 'how the wallet answers').choices([...responseModes]),
    )
    .addOption(
      new Option(
        '--client-id-prefix <prefix>',
        'signed by did:web, or plain for simple wallets',
      ).choices([...clientIdPrefixes]),
    )
    .option('--keep-days <days>', 'how long the report is kept', wholeNumber)
    .option(
      '--trust <city>',
      'DID of a city that must vouch for every badge (may be given several times)',
      collect,
    )
    .option('--verifier <url>', 'address of the verifier')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark employer request
  waymark employer request --badge harbour-youth/first-aid --purpose 'Kitchen assistant'
  waymark employer request --response direct_post.jwt --json`,
    )
    .action((options: RequestOptions) => requestCommand(io, options))

  employer
    .command('result')
    .description('the report on what a learner sent')
    .argument('<request>', 'the id of the request')
    .option(
      '--wait <seconds>',
      'wait so long for the answer; exit code 2 if none came',
      wholeNumber,
    )
    .option('--verifier <url>', 'address of the verifier')
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark employer result 2Yh0…
  waymark employer result 2Yh0… --wait 60 --json`,
    )
    .action((request: string, options: ResultOptions) => resultCommand(io, request, options))

  keyCommands(employer, io)
}

/** `waymark verify` */
export function checkCommands(program: Command, io: CommandIo): void {
  program
    .command('verify')
    .description('verify a badge or a presentation')
    .argument(
      '[source]',
      'a file, an https address, the link of a shared CV, or - for standard input',
    )
    .option(
      '--trust <city>',
      'a city that must vouch for the badge, by its DID (several: one of them must)',
      collectDid,
    )
    .addOption(
      new Option(
        '--receipt <file>',
        'check a receipt again; with a badge: is it the badge of the receipt?',
      ).conflicts(['bundle', 'trust', 'cityKey']),
    )
    .option('--bundle <file>', 'ask nobody: check by the bundle of a city, as of its time')
    .option('--city-key <thumbprint>', 'the key of the city that must have signed the bundle')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Exit codes: 0 valid, 1 invalid, 2 could not be checked. Of a receipt they say whether it is real, not what it found.

The issuer, its status list and the cities of --trust are asked, and for a shared CV the wallet server; nobody else, and nothing is kept. Badges of a demonstration city on this
machine verify while it runs; http to this machine is switched on otherwise by WAYMARK_ALLOW_LOOPBACK_HTTP=true.

Examples:
  waymark verify badge.json
  waymark verify badge.png
  waymark wallet export 4fJq | waymark verify - --json
  waymark verify https://city.example/badges/example.json
  waymark verify 'https://wallet.example/s#mT0c….Zk3v…'
  waymark verify badge.json --trust did:web:city.example
  waymark verify --receipt receipt-2026-11-22.jwt
  waymark verify badge.json --receipt receipt-2026-11-22.jwt
  waymark verify badge.json --bundle cardiff.ndjson.gz --city-key uL5o…`,
    )
    .action((source: string | undefined, options: VerifyOptions, command: Command) => {
      const { receipt, bundle, cityKey } = options
      if (receipt !== undefined) return verifyReceiptCommand(io, { ...options, receipt, source })
      if (source === undefined) {
        return command.error("error: missing required argument 'source'")
      }
      // a key that nothing is held against would pass for a check
      if (cityKey !== undefined && bundle === undefined) {
        return command.error("error: option '--city-key <thumbprint>' is for --bundle")
      }
      return bundle === undefined
        ? verifyCommand(io, source, options)
        : verifyBundleCommand(io, { ...options, bundle, source })
    })
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}

function collectDid(value: string, earlier: Did[] = []): Did[] {
  if (isDid(value)) return [...earlier, value]
  throw new InvalidArgumentError('Give a DID, as in did:web:city.example.')
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number.')
}
