import type { Command } from 'commander'
import { z } from 'zod'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zLog = z.looseObject({
  size: z.number(),
  root: z.string(),
  checkpoint: z.looseObject({ size: z.number(), signedAt: z.string() }).optional(),
  audit: z.looseObject({
    size: z.number(),
    hash: z.string(),
    isWhole: z.boolean().optional(),
    brokenBefore: z.number().optional(),
  }),
})

/** `waymark city log` */
export function logCommand(city: Command, io: CommandIo): void {
  cityOptions(
    city
      .command('log')
      .description('how far the award log and the audit are sealed')
      .option('--check-audit', 'chain the whole audit anew and compare'),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city log --check-audit`)
    .action((options: CityOptions & { checkAudit?: boolean }) =>
      printAnswer(
        io,
        { path: options.checkAudit ? '/log?audit=check' : '/log' },
        { ...options, schema: zLog, describe },
      ),
    )
}

function describe({ size, root, checkpoint, audit }: z.infer<typeof zLog>): string {
  const signed =
    checkpoint === undefined
      ? 'no checkpoint yet'
      : `checkpoint of ${checkpoint.size}, signed ${checkpoint.signedAt}`
  const whole =
    audit.brokenBefore !== undefined
      ? `\nBROKEN: the audit was changed before entry ${audit.brokenBefore}.`
      : audit.isWhole
        ? '\nThe audit is whole.'
        : ''
  return `Award log: ${size} leaves, ${signed}\n  root ${root}\nAudit: ${audit.size} entries\n  hash ${audit.hash}${whole}`
}
