import type { Command } from 'commander'
import { z } from 'zod'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, collect, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zAccreditation = z.looseObject({
  accreditationId: z.string(),
  provider: z.string(),
  scope: z.record(z.string(), z.array(z.string())),
  from: z.string(),
  fromLogSize: z.number().optional(),
  until: z.string().optional(),
  untilLogSize: z.number().optional(),
  badgesCovered: z.number().optional(),
})

type Accreditation = z.infer<typeof zAccreditation>

type AccreditOptions = CityOptions & {
  badge?: string[]
  skill?: string[]
  layer?: string[]
  from?: string
  until?: string
}

/** `waymark city accredit | end-accreditation | accreditations` */
export function accreditationCommands(city: Command, io: CommandIo): void {
  cityOptions(
    city
      .command('accredit')
      .description('accredit a provider for badges, skills or layers, from now or later')
      .argument('<provider>', 'short name of the provider')
      .option('--badge <name>', 'a badge of the provider (may be given several times)', collect)
      .option('--skill <code>', 'every badge with this skill (may be given several times)', collect)
      .option('--layer <code>', 'every badge of this layer (may be given several times)', collect)
      .option('--from <time>', 'when it begins, as in 2027-01-01T00:00:00Z')
      .option('--until <time>', 'when it ends'),
  )
    .addHelpText(
      'after',
      `${settingHelp}

Examples:
  waymark city accredit harbour-youth --badge first-aid --badge team-player
  waymark city accredit dock-makers --layer demonstrate --until 2028-08-31T23:59:59Z`,
    )
    .action((provider: string, options: AccreditOptions) => accredit(io, provider, options))

  cityOptions(
    city
      .command('end-accreditation')
      .description('end an accreditation; what was awarded before stays accredited')
      .argument('<accreditation>', 'the id of the accreditation')
      .option('--until <time>', 'a later end than now'),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city end-accreditation dock-makers.4f0c…`,
    )
    .action((id: string, options: CityOptions & { until?: string }) =>
      printAnswer(
        io,
        {
          path: `/accreditations/${encodeURIComponent(id)}/end`,
          body: { ...(options.until !== undefined && { until: options.until }) },
        },
        { ...options, schema: zAccreditation, describe },
      ),
    )

  cityOptions(
    city
      .command('accreditations')
      .description('who may award what, and who might')
      .option('--provider <name>', 'of one provider'),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city accreditations --json`)
    .action((options: CityOptions & { provider?: string }) =>
      printAnswer(
        io,
        { path: `/accreditations${queryOf(options.provider)}` },
        {
          ...options,
          schema: z.object({ accreditations: z.array(zAccreditation) }),
          describe: ({ accreditations }) =>
            accreditations.map(describe).join('\n\n') || 'No accreditations yet.',
        },
      ),
    )
}

function accredit(io: CommandIo, provider: string, options: AccreditOptions): Promise<void> {
  const { badge: badges, skill: skills, layer: layers, from, until } = options
  const body = {
    provider,
    scope: { ...(badges && { badges }), ...(skills && { skills }), ...(layers && { layers }) },
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
  return printAnswer(
    io,
    { path: '/accreditations', body },
    { ...options, schema: zAccreditation, describe },
  )
}

function describe(accreditation: Accreditation): string {
  const { accreditationId, provider, scope, from, until, untilLogSize } = accreditation
  const what = Object.entries(scope).map(([kind, names]) => `${kind} ${names.join(', ')}`)
  const end = until === undefined ? '' : ` until ${until}`
  const ended = untilLogSize === undefined ? '' : `, ended when the log had ${untilLogSize} leaves`
  const lines = [accreditationId, `${provider}: ${what.join('; ')}`, `from ${from}${end}${ended}`]
  return [...lines, ...coverageOf(accreditation)].join('\n  ')
}

/** A badge that does not exist yet may be accredited, and so may a mistyped one: the count tells. */
function coverageOf({ badgesCovered: count }: Accreditation): string[] {
  if (count === undefined) return []
  if (count > 0) return [`covers ${count} of its badges today`]
  return ['covers none of its badges today: check the names, or publish the badge']
}

function queryOf(provider: string | undefined): string {
  return provider === undefined ? '' : `?${new URLSearchParams({ provider })}`
}
