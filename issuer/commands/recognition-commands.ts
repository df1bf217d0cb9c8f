import type { Command } from 'commander'
import { z } from 'zod'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, collect, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zRecognition = z.looseObject({
  recognitionId: z.string(),
  city: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string().optional(),
  achievements: z.array(z.string()).optional(),
})

type RecogniseOptions = CityOptions & { name: string; until?: string; achievement?: string[] }

/** `waymark city recognise | end-recognition | recognitions` */
export function recognitionCommands(city: Command, io: CommandIo): void {
  const one = { schema: zRecognition, describe: describeRecognition }
  cityOptions(
    city
      .command('recognise')
      .description('let the word of another city count')
      .argument('<did>', 'DID of the other city')
      .requiredOption('--name <name>', 'what people call it')
      .option('--until <time>', 'when it ends')
      .option(
        '--achievement <id>',
        'for this achievement only (may be given several times)',
        collect,
      ),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city recognise did:web:swansea.example --name Swansea`,
    )
    .action(
      (did: string, { name, until, achievement: achievements, ...options }: RecogniseOptions) =>
        printAnswer(
          io,
          {
            path: '/recognitions',
            body: {
              city: did,
              name,
              ...(until !== undefined && { until }),
              ...(achievements && { achievements }),
            },
          },
          { ...options, ...one },
        ),
    )

  cityOptions(
    city
      .command('end-recognition')
      .description('the word of the other city no longer counts')
      .argument('<recognition>', 'the id of the recognition'),
  )
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city end-recognition 4f0c…`)
    .action((id: string, options: CityOptions) =>
      printAnswer(
        io,
        { path: `/recognitions/${encodeURIComponent(id)}/end`, body: {} },
        { ...options, ...one },
      ),
    )

  cityOptions(city.command('recognitions').description('cities whose word counts, or counted'))
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city recognitions --json`)
    .action((options: CityOptions) =>
      printAnswer(
        io,
        { path: '/recognitions' },
        {
          ...options,
          schema: z.object({ recognitions: z.array(zRecognition) }),
          describe: ({ recognitions }) =>
            recognitions.map(describeRecognition).join('\n\n') || 'No recognitions yet.',
        },
      ),
    )
}

function describeRecognition(recognition: z.infer<typeof zRecognition>): string {
  const { recognitionId, city, name, from, until, achievements } = recognition
  const end = until === undefined ? '' : ` until ${until}`
  const scope = achievements === undefined ? 'all it accredits' : achievements.join(', ')
  return `${recognitionId}\n  ${name}, ${city}\n  from ${from}${end}\n  ${scope}`
}
