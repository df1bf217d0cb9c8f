import { looksLikeShareLink } from '../../shared/cv/share-link.ts'
import type { Did } from '../../shared/did/did.ts'
import { type CommandIo, exitCodes, print } from '../../shared/node/command-line.ts'
import { readCommandNetwork } from '../../shared/node/command-network.ts'
import { reportText } from '../commands/report-text.ts'
import { createVerificationPorts } from '../verification-ports.ts'
import { isUnread } from './check-given.ts'
import { readInput } from './read-input.ts'
import { verifyShareLink } from './verify-share-link.ts'
import { verifyText } from './verify-text.ts'

export type VerifyOptions = {
  json?: boolean
  receipt?: string
  bundle?: string
  cityKey?: string
  /** Cities of which one must vouch for the badge. */
  trust?: Did[]
}

const exitCodeOf = {
  valid: exitCodes.ok,
  invalid: exitCodes.invalid,
  unknown: exitCodes.unknown,
} as const

/** `waymark verify`: asks the issuer, its status list and trusted cities, no verifier. The exit code is the verdict. */
export async function verifyCommand(
  io: CommandIo,
  source: string,
  options: VerifyOptions,
): Promise<void> {
  const { fetch, allowLoopbackHttp } = await readCommandNetwork(io)
  const text = looksLikeShareLink(source) ? source : await readInput(source, io, fetch)
  const { verification } = createVerificationPorts({ fetch, clock: io.clock, allowLoopbackHttp })
  const { trust: trustedCities } = options
  const policy = { ...(trustedCities && { trustedCities }) }
  const { report, ownWords } = looksLikeShareLink(text)
    ? await verifyShareLink(text, { verification, fetch }, policy)
    : { report: await verifyText(text, verification, policy) }
  const human = isUnread(report) ? unreadText : reportText(report, 'en', ownWords)
  print(io, { json: { ...report, ...(ownWords && { ownWords }) }, human }, options.json)
  io.exitCode = exitCodeOf[report.verdict]
}

const unreadText = `Not valid: this is not a badge, or it is broken.

Give a badge or a presentation: its JSON, the text of its token (eyJ…), a PNG or SVG picture that carries it, or the link
of a shared CV.`
