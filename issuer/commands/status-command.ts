import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import type { StatusChange } from '../awards/change-status.ts'
import { callCity } from './city-api.ts'
import { readCitySetting } from './city-setting.ts'

export type StatusOptions = { reason?: string; city?: string; json?: boolean }

const zChanged = z.looseObject({ awardId: z.string(), state: z.string() })

/** `waymark city revoke | suspend | reinstate` */
export async function statusCommand(
  io: CommandIo,
  change: StatusChange,
  award: string,
  options: StatusOptions,
): Promise<void> {
  const setting = await readCitySetting(io, options)
  const path = `/awards/${encodeURIComponent(award)}/${change}`
  const changed = parseAnswer(
    zChanged,
    await callCity(setting, { path, body: options.reason ? { reason: options.reason } : {} }),
  )
  const human = `Award ${changed.awardId} is now: ${changed.state}.`
  print(io, { json: changed, human }, options.json)
}
