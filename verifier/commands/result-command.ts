import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { parseAnswer } from '../../shared/node/api-client.ts'
import { type CommandIo, exitCodes, print } from '../../shared/node/command-line.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { type EmployerSetting, readEmployerSetting } from './employer-setting.ts'
import { reportText } from './report-text.ts'
import { callVerifier } from './verifier-api.ts'

export type ResultOptions = { wait?: number; verifier?: string; json?: boolean }

const zResult = z.looseObject({
  requestId: z.string(),
  state: z.enum(['waiting', 'received', 'declined', 'expired']),
  expiresAt: z.string(),
  declinedWith: z.string().optional(),
  // the verifier's own report: it comes from the pipeline of the same code
  report: z.custom<VerificationReport>((value) => typeof value === 'object').optional(),
})

type Result = z.infer<typeof zResult>

const pauseInMilliseconds = 500

/** `waymark employer result`: with --wait, the exit code says whether an answer came. */
export async function resultCommand(
  io: CommandIo,
  requestId: string,
  options: ResultOptions,
): Promise<void> {
  const setting = await readEmployerSetting(io, options)
  const waitSeconds = options.wait ?? 0
  let looksLeft = Math.ceil((waitSeconds * 1000) / pauseInMilliseconds)
  let result = await readResult(setting, requestId)
  for (; result.state === 'waiting' && looksLeft > 0; looksLeft -= 1) {
    await wait(pauseInMilliseconds)
    result = await readResult(setting, requestId)
  }
  print(io, { json: result, human: describe(result) }, options.json)
  if (waitSeconds > 0 && result.state !== 'received') io.exitCode = exitCodes.unknown
}

async function readResult(setting: EmployerSetting, requestId: string): Promise<Result> {
  const path = `/api/v1/requests/${encodeURIComponent(requestId)}`
  return parseAnswer(zResult, await callVerifier(setting, path))
}

function describe(result: Result): string {
  if (result.report !== undefined) return reportText(result.report)
  const sentences: Record<Result['state'], string> = {
    waiting: `No badges have come yet. The request is open until ${result.expiresAt}.`,
    received: 'Badges have come.',
    declined: `No badges were sent: the wallet answered ${result.declinedWith ?? 'no'}.`,
    expired: 'No badges came in time. Make a new request.',
  }
  return sentences[result.state]
}
