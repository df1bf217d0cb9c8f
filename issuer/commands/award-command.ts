import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'

export type AwardOptions = {
  badge: string
  to: string
  name?: string
  txCode?: boolean
  language?: 'en' | 'cy'
  offer?: 'reference' | 'value'
  validUntil?: string
  idempotencyKey?: string
  city?: string
  json?: boolean
}

const zAwarded = z.looseObject({
  awardId: z.string(),
  badge: z.string(),
  offerUri: z.string().optional(),
  claimLink: z.string().optional(),
  txCode: z.string().optional(),
})

/** `waymark city award` */
export async function awardCommand(io: CommandIo, options: AwardOptions): Promise<void> {
  const setting = await readCitySetting(io, options)
  const { badge, to, name, txCode, language, offer, validUntil, idempotencyKey } = options
  const answer = await callCity(setting, {
    path: '/awards',
    body: {
      badge,
      recipient: { email: to, ...(name !== undefined && { name }) },
      ...(txCode !== undefined && { txCode }),
      ...(language !== undefined && { language }),
      ...(offer !== undefined && { offer }),
      ...(validUntil !== undefined && { validUntil }),
    },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  })
  const awarded = parseAnswer(zAwarded, answer)
  print(io, { json: awarded, human: describe(awarded) }, options.json)
}

function describe({ awardId, offerUri, claimLink, txCode }: z.infer<typeof zAwarded>): string {
  if (offerUri === undefined || claimLink === undefined) {
    return `Award ${awardId}\n\nThis award was made before, and its badge is no longer on offer.`
  }
  const code =
    txCode === undefined ? '' : `\n\nTell the learner this code another way:\n  ${txCode}`
  return `Award ${awardId}

Send this to the learner (it opens the web wallet):
  ${claimLink}

or this, for any wallet:
  ${offerUri}${code}

Take it into the wallet of this machine:
  waymark wallet receive '${offerUri}'`
}
