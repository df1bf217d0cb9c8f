import type { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { type CityRequest, callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'

export type CityOptions = { city?: string; json?: boolean }

/** Calls the city's API, reads the answer as `schema` says, and prints it. */
export async function printAnswer<Answer>(
  io: CommandIo,
  request: CityRequest,
  options: CityOptions & {
    schema: z.ZodType<Answer>
    describe: (answer: Answer) => string
  },
): Promise<void> {
  const { schema, describe, json } = options
  const answer = parseAnswer(schema, await callCity(await readCitySetting(io, options), request))
  print(io, { json: answer, human: describe(answer) }, json)
}
