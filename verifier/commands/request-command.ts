import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import type { ClientIdPrefix } from '../../shared/oid4vc/oid4vp-client-id.ts'
import type { ResponseMode } from '../../shared/oid4vc/oid4vp-request.ts'
import { readEmployerSetting } from './employer-setting.ts'
import { callVerifier } from './verifier-api.ts'
import { findAchievementIds } from './wanted-badges.ts'

export type RequestOptions = {
  badge?: string[]
  purpose?: string
  response?: ResponseMode
  clientIdPrefix?: ClientIdPrefix
  keepDays?: number
  /** DIDs of cities. */
  trust?: string[]
  verifier?: string
  json?: boolean
}

const zCreated = z.looseObject({
  requestId: z.string(),
  requestUri: z.string(),
  requestLink: z.string(),
  reportPage: z.string(),
  expiresAt: z.string(),
})

/** `waymark employer request` */
export async function requestCommand(io: CommandIo, options: RequestOptions): Promise<void> {
  const setting = await readEmployerSetting(io, options)
  const badges: string[][] = []
  for (const name of options.badge ?? []) badges.push(await findAchievementIds(name, setting))
  const answer = await callVerifier(setting, '/api/v1/requests', {
    badges,
    ...(options.purpose !== undefined && { purpose: options.purpose }),
    ...(options.response !== undefined && { responseMode: options.response }),
    ...(options.clientIdPrefix !== undefined && { clientIdPrefix: options.clientIdPrefix }),
    ...(options.keepDays !== undefined && { retentionDays: options.keepDays }),
    ...(options.trust !== undefined && { trustedCities: options.trust }),
  })
  const created = parseAnswer(zCreated, answer)
  print(io, { json: created, human: describe(created) }, options.json)
}

function describe(created: z.infer<typeof zCreated>): string {
  return `Request ${created.requestId}

Give this to the learner's wallet (any wallet):
  ${created.requestUri}

or this, for the web wallet:
  ${created.requestLink}

See its code and later the report in a browser (not for the learner):
  ${created.reportPage}

or here:
  waymark employer result ${created.requestId}

It is open until ${created.expiresAt}.`
}
