import type { Command } from 'commander'

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
