import type { OwnWords } from '../../shared/cv/own-words.ts'
import { looksLikeShareLink } from '../../shared/cv/share-link.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { type Found, readAnything, readAnythingInText } from '../../shared/given/read-anything.ts'
import type { WalletLink } from '../../shared/given/read-link.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { fetchGiven, maxInputBytes } from './fetch-given.ts'
import { type Problem, problemOf } from './problems.ts'
import { verifyShareLink } from './verify-share-link.ts'
import { verifyText } from './verify-text.ts'

/** A file, or what was pasted or scanned. An address in a text is asked; one inside a file is not. */
export type Given = { bytes: Uint8Array } | { text: string }

export type CheckedGiven =
  | {
      outcome: 'report'
      report: VerificationReport
      /** What came with a shared CV. */
      ownWords?: OwnWords
      /** What was presented, as it came. */
      presentations: readonly (string | JsonObject)[]
      /** To check the same again. */
      text: string
      /** Host that it was fetched from. */
      host?: string
    }
  | {
      outcome: 'problem'
      problem: Problem
      /** Where the badge itself is to be found, for whoever gave it to say yes to. */
      address?: string
    }

export type CheckPorts = { verification: VerificationPorts; fetch: GuardedFetch }

/** As many values as a presentation of a hundred badges has, several times over. */
export const givenLimits = { maxBytes: maxInputBytes, maxValues: 150_000 }

/** Checks whatever somebody has. What cannot be checked is told apart by name, never thrown. */
export async function checkGiven(
  given: Given,
  ports: CheckPorts,
  policy: VerificationPolicy = {},
): Promise<CheckedGiven> {
  if ('bytes' in given) return checkFile(readAnything(given.bytes, givenLimits), ports, policy)
  return withProblems(async () => {
    const found = readAnythingInText(given.text, givenLimits)
    const text = given.text.trim()
    if (looksLikeShareLink(text)) return checkShare(text, ports, policy)
    return found.kind === 'link' && found.link.kind === 'address'
      ? checkAddress(found.link.text, ports, policy)
      : checkFound(found, ports, policy)
  })
}

/** The same for a file that was read with `givenLimits` already. */
export function checkFile(
  found: Found,
  ports: CheckPorts,
  policy: VerificationPolicy = {},
): Promise<CheckedGiven> {
  const link = found.kind === 'link' ? found.link.text : ''
  return withProblems(async () =>
    looksLikeShareLink(link) ? checkShare(link, ports, policy) : checkFound(found, ports, policy),
  )
}

async function withProblems(work: () => Promise<CheckedGiven>): Promise<CheckedGiven> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error)) return problem(problemOf(error))
    throw error
  }
}

async function checkShare(
  text: string,
  ports: CheckPorts,
  policy: VerificationPolicy,
): Promise<CheckedGiven> {
  return { outcome: 'report', text, ...(await verifyShareLink(text, ports, policy)) }
}

async function checkAddress(
  text: string,
  ports: CheckPorts,
  policy: VerificationPolicy,
): Promise<CheckedGiven> {
  const found = readAnything(await fetchGiven(text, ports.fetch), givenLimits)
  if (found.kind === 'link') return problem('leads-on')
  const checked = await checkFound(found, ports, policy)
  return checked.outcome === 'report' ? { ...checked, text, host: new URL(text).host } : checked
}

async function checkFound(
  found: Found,
  { verification }: CheckPorts,
  policy: VerificationPolicy,
): Promise<CheckedGiven> {
  if (found.kind === 'nothing') return problem(found.reason)
  if (found.kind === 'link') return problemOfLink(found.link)
  if (found.kind === 'wallet-file' || found.kind === 'sealed-wallet') return problem(found.kind)
  const report = await verifyText(found.text, verification, policy)
  return isUnread(report)
    ? problem('unreadable')
    : { outcome: 'report', report, text: found.text, presentations: [found.text] }
}

/** Nothing could be made of it, so there is nothing to say of its checks. */
export function isUnread({ kind, checks }: VerificationReport): boolean {
  return kind === 'credential' && checks.some(({ code }) => code === 'malformed')
}

function problemOfLink({ kind, text }: WalletLink): CheckedGiven {
  if (kind === 'share') return problem('share-malformed')
  if (kind === 'code') return problem('unreadable')
  if (kind !== 'address') return problem(kind)
  return { outcome: 'problem', problem: 'picture-address', address: text }
}

function problem(name: Problem): CheckedGiven {
  return { outcome: 'problem', problem: name }
}
