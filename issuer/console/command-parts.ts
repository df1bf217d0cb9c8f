import type { Command } from 'commander'
import { AppError } from '../../shared/errors/app-error.ts'
import { type CommandIo, confirm } from '../../shared/node/command-line.ts'

export const settingHelp = `
The city is the demonstration city on this machine, unless ISSUER_PUBLIC_URL (or --city) and ISSUER_API_KEY name
another.`

/** What every command that calls the city takes. */
export function cityOptions(command: Command): Command {
  return command
    .option('--city <url>', 'address of the city')
    .option('--json', 'print the answer as JSON')
}

/** For options that may be given several times. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

/** @throws AppError request_malformed where nobody says yes */
export async function assertMeant(
  io: CommandIo,
  { yes }: { yes?: boolean },
  question: string,
): Promise<void> {
  if (yes || (await confirm(io, question))) return
  throw new AppError('request_malformed', 'Nothing was done. Say --yes if it is meant')
}
