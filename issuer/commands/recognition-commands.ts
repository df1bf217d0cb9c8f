import type { Command } from 'commander'
import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { assertMeant, type CommandIo, notify } from '../../shared/node/command-line.ts'
import { callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'
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

const zFound = z.looseObject({
  name: z.string(),
  providers: z.number(),
  isDisguised: z.boolean(),
})

type RecogniseOptions = CityOptions & {
  name: string
  until?: string
  achievement?: string[]
  yes?: boolean
}

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
      )
      .option('--yes', 'do not ask'),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city recognise did:web:swansea.example --name Swansea`,
    )
    .action(
      async (
        did: string,
        { name, until, achievement: achievements, yes, ...options }: RecogniseOptions,
      ) => {
        await assertFoundIsMeant(io, did, { ...options, ...(yes && { yes }) })
        const body = {
          city: did,
          name,
          ...(until !== undefined && { until }),
          ...(achievements && { achievements }),
        }
        await printAnswer(io, { path: '/recognitions', body }, { ...options, ...one })
      },
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

/** Tells what was found there; at a terminal somebody says whether that is the city they mean. */
async function assertFoundIsMeant(
  io: CommandIo,
  did: string,
  { yes, ...options }: CityOptions & { yes?: boolean },
): Promise<void> {
  const path = `/recognitions/look?city=${encodeURIComponent(did)}`
  const answer = await callCity(await readCitySetting(io, options), { path })
  const { name, providers, isDisguised } = parseAnswer(zFound, answer)
  const warning = isDisguised ? ' This name is written to look like another.' : ''
  const places = providers === 1 ? '1 provider' : `${providers} providers`
  notify(io, `${did} calls itself ${name}, and says that ${places} may award.${warning}`)
  if (io.isTerminal) await assertMeant(io, yes ? { yes } : {}, 'Is this the city that you mean?')
}

function describeRecognition(recognition: z.infer<typeof zRecognition>): string {
  const { recognitionId, city, name, from, until, achievements } = recognition
  const end = until === undefined ? '' : ` until ${until}`
  const scope = achievements === undefined ? 'all it accredits' : achievements.join(', ')
  return `${recognitionId}\n  ${name}, ${city}\n  from ${from}${end}\n  ${scope}`
}
