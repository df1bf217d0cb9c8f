import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, confirm, print } from '../../shared/node/command-line.ts'
import { callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'

export type ForgetOptions = { yes?: boolean; city?: string; json?: boolean }
export type SubjectAccessOptions = { output?: string; city?: string }

const zForgotten = z.object({
  awards: z.number(),
  withdrawn: z.number(),
  isScrubbed: z.boolean(),
})

/** `waymark city forget`: asks at a terminal, since nothing brings a person back. */
export async function forgetCommand(
  io: CommandIo,
  email: string,
  options: ForgetOptions,
): Promise<void> {
  const setting = await readCitySetting(io, options)
  const isAsked = io.isTerminal && !options.yes
  if (isAsked && !(await confirm(io, `Erase all that the city holds about ${email}?`))) {
    print(io, { json: { outcome: 'declined' }, human: 'Nothing was erased.' }, options.json)
    return
  }
  const answer = await callCity(setting, { path: '/people/forget', body: { email } })
  const forgotten = parseAnswer(zForgotten, answer)
  print(io, { json: forgotten, human: describe(forgotten) }, options.json)
}

function describe({ awards, withdrawn, isScrubbed }: z.infer<typeof zForgotten>): string {
  if (awards === 0) return 'The city holds nothing under this address.'
  const lines = [
    `Erased from ${awards} award${awards === 1 ? '' : 's'}. Badges that were claimed stay valid in their wallet.`,
    ...(withdrawn === 0 ? [] : [`Withdrawn, since nobody had claimed them: ${withdrawn}.`]),
    ...(isScrubbed
      ? []
      : ['The database was busy: what was erased is overwritten when the city is next stopped.']),
    'Backups and exports that were made before still hold it.',
  ]
  return lines.join('\n')
}

/** `waymark city subject-access` */
export async function subjectAccessCommand(
  io: CommandIo,
  email: string,
  options: SubjectAccessOptions,
): Promise<void> {
  const setting = await readCitySetting(io, options)
  const subject = await callCity(setting, { path: '/people/subject-access', body: { email } })
  if (options.output === undefined) return print(io, { json: subject, human: '' }, true)
  const text = `${JSON.stringify(subject, null, 2)}\n`
  try {
    await writeFile(options.output, text, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    throw new AppError(
      'conflict',
      'The file cannot be written: choose a new name in a folder that is there',
      { cause },
    )
  }
  const json = { file: options.output }
  print(io, { json, human: `Written to ${options.output}` })
}
