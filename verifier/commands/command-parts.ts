import type { Command } from 'commander'

export const settingHelp = `
The verifier is that of the demonstration city on this machine, unless VERIFIER_PUBLIC_URL (or --verifier) and
VERIFIER_API_KEY name another.`

/** What every command that calls the verifier takes. */
export function verifierOptions(command: Command): Command {
  return command
    .option('--verifier <url>', 'address of the verifier')
    .option('--json', 'print the answer as JSON')
}
