import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { didWebDocumentUrl, parseDidWeb } from '../../shared/did/did-web.ts'
import { parseUrl } from '../../shared/did/url.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import {
  type CodeOutcome,
  codeOutcomePath,
  zCodeOutcome,
} from '../../shared/learner-code/code-outcome.ts'
import { signLearnerCode } from '../../shared/learner-code/learner-code.ts'
import type { WalletPorts } from './wallet-ports.ts'

/** A visit to a city's table: one ticket, under which the code is renewed until something came of it. */
export type Visit = { city: Did; ticket: string }

const maxAnswerBytes = 8_192

export function beginVisit(city: Did, { random }: Pick<WalletPorts, 'random'>): Visit {
  return { city, ticket: encodeBase64url(random(32)) }
}

/** The text of the learner's own code, which lives two minutes. A wallet without an identity makes one first. */
export async function makeLearnerCode(
  { city, ticket }: Visit,
  { agent, clock }: Pick<WalletPorts, 'agent' | 'clock'>,
): Promise<string> {
  const holder = (await agent.listHolders())[0] ?? (await agent.createDefaultHolder())
  const ticketHash = encodeBase64url(sha256(new TextEncoder().encode(ticket)))
  const signer = await agent.signerOf(holder.did)
  return signLearnerCode({ signer, city, ticketHash, issuedAt: clock() })
}

/**
 * Asks the city what came of the code. An offer is of the city's own host, whatever the answer says.
 * @throws AppError fetch_failed | issuer_answer_malformed
 */
export async function askOutcome(
  { city, ticket }: Visit,
  { fetch, allowLoopbackHttp }: Pick<WalletPorts, 'fetch' | 'allowLoopbackHttp'>,
): Promise<CodeOutcome> {
  const { origin } = didWebDocumentUrl(city, { allowLoopbackHttp })
  const response = await fetch(`${origin}${codeOutcomePath}/${ticket}`, {
    maxBytes: maxAnswerBytes,
  })
  if (!response.ok) throw new AppError('fetch_failed', 'The city did not answer')
  const read = zCodeOutcome.safeParse(await response.json().catch(() => undefined))
  const isSound =
    read.success && (read.data.state !== 'awarded' || isAt(read.data.offerUrl, origin))
  if (!isSound) {
    throw new AppError('issuer_answer_malformed', 'The city answered what is no answer')
  }
  return read.data
}

function isAt(url: string, origin: string): boolean {
  return parseUrl(url)?.origin === origin
}

/** A city as links name it; nothing for what is none. */
export function readCity(text: string | null | undefined): Did | undefined {
  try {
    const { did, path } = parseDidWeb(text ?? '')
    return path.length === 0 ? did : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** The cities at whose addresses the issuers of badges stand, each once. */
export function citiesOf(issuerIds: readonly string[]): Did[] {
  const cities = issuerIds.flatMap((id) => readCity(id.split(':').slice(0, 3).join(':')) ?? [])
  return [...new Set(cities)]
}
