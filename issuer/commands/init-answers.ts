import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { contrastOfHue, leastContrast } from '../../shared/look/hue-theme.ts'
import { ask, type CommandIo, notify } from '../../shared/node/command-line.ts'
import { zMailAddress, zPublicUrl } from '../../shared/node/config-reading.ts'
import { zHue } from '../settings/settings-store.ts'

/** Whatever shell or program reads the settings, such a name is one word of them. */
const zName = z
  .string()
  .trim()
  .min(1, 'is missing')
  .max(200, 'is too long')
  .regex(/^[^"'`$\\\p{Cc}]+$/u, 'must be without quotes, $ and \\')

/** The city's identity and its links name these for good, and no browser comes by http. */
const zHttpsUrl = zPublicUrl.refine(
  (url) => url.startsWith('https://'),
  'must begin with https://, as in https://city.example',
)

const zReadableHue = zHue.refine(
  (hue) => contrastOfHue(hue) >= leastContrast,
  'is too light: words on it could not be read',
)

const zAnswers = z.object({
  name: zName,
  nameCy: zName,
  url: zHttpsUrl,
  walletUrl: zHttpsUrl,
  admin: zMailAddress,
  hue: zReadableHue.optional(),
})

export type CityAnswers = z.infer<typeof zAnswers>

type Given = { [name in keyof CityAnswers]?: string | undefined }

type Question = { name: keyof CityAnswers; text: string; schema: z.ZodType; otherwise?: string }

/** What was given by options, and at a terminal the rest: an answer that will not do is asked for again. */
export async function collectAnswers(io: CommandIo, given: Given): Promise<CityAnswers> {
  if (!io.isTerminal) return parseAnswers({ ...given, nameCy: given.nameCy ?? given.name })
  notify(io, 'A city of your own. Its address cannot be changed later.\n')
  const answers: Given = { ...given }
  const name = await askFor(io, answers, {
    name: 'name',
    text: 'Name of the city',
    schema: zName,
  })
  const rest: Question[] = [
    { name: 'nameCy', text: 'Its name in Welsh', schema: zName, otherwise: name },
    { name: 'url', text: 'Its address, as in https://city.example', schema: zHttpsUrl },
    { name: 'walletUrl', text: 'The wallet, as in https://wallet.example', schema: zHttpsUrl },
    {
      name: 'hue',
      text: 'Colour of buttons and links',
      schema: zReadableHue,
      otherwise: '#0b6e6e',
    },
    { name: 'admin', text: 'E-mail address of the first admin', schema: zMailAddress },
  ]
  for (const question of rest) await askFor(io, answers, question)
  return parseAnswers(answers)
}

async function askFor(
  io: CommandIo,
  answers: Given,
  { name, text, schema, otherwise }: Question,
): Promise<string> {
  const given = answers[name]
  if (given !== undefined) return given
  const hint = otherwise === undefined ? '' : ` [${otherwise}]`
  const answer = (await ask(io, `${text}${hint}: `)).trim() || otherwise || ''
  const result = schema.safeParse(answer)
  if (result.success) {
    answers[name] = answer
    return answer
  }
  notify(io, `That ${result.error.issues[0]?.message ?? 'will not do'}.`)
  return askFor(io, answers, { name, text, schema, ...(otherwise && { otherwise }) })
}

const optionNames: Readonly<Record<string, string>> = {
  name: '--name',
  nameCy: '--name-cy',
  url: '--url',
  walletUrl: '--wallet-url',
  admin: '--admin',
  hue: '--hue',
}

function parseAnswers(given: unknown): CityAnswers {
  const result = zAnswers.safeParse(given)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => {
    const option = optionNames[String(path[0])] ?? ''
    const isMissing = /received undefined|is missing/.test(message)
    return isMissing ? `${option} is missing` : `${option} ${message}`
  })
  throw new AppError(
    'config_invalid',
    `${[...new Set(faults)].join('; ')}: see waymark init --help. Nothing was written`,
  )
}
