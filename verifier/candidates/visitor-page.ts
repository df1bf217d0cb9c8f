import { createHash } from 'node:crypto'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { reportViewModel } from '../../shared/server/report-view-model.ts'
import type { PresentationRequest } from '../requests/presentation-request.ts'
import type { Candidate, Evidence } from './candidate.ts'
import { shortCode } from './pseudonym.ts'

/** What somebody sees of what they sent. */
export type VisitorView = {
  /** `arrived`: came, and counts once somebody in this browser says that it is theirs. */
  kind: 'arrived' | 'sent'
  /** Shown where the wallet is too, to be compared by eye. */
  code: string
  things: string[]
  /** By which the employer speaks of them. */
  pseudonym?: string
  deleteAfter?: string
  employerName: string
  confirmAction: string
  /** Where it is asked before it is done. */
  withdrawHref: string
}

export function visitorView(
  request: PresentationRequest,
  evidence: Evidence & { counts: boolean },
  {
    candidate,
    employerName,
    language,
  }: { candidate: Candidate | undefined; employerName: string; language: Language },
): VisitorView {
  return {
    kind: evidence.counts ? 'sent' : 'arrived',
    code: codeOf(request),
    things: namesIn(evidence, language),
    ...(evidence.counts &&
      candidate && { pseudonym: candidate.pseudonym, deleteAfter: candidate.deleteAfter }),
    employerName,
    confirmAction: `/requests/${request.id}/confirm`,
    withdrawHref: `/requests/${request.id}/withdraw`,
  }
}

/** The badges that were sent, and what somebody says in their own words. */
function namesIn({ report, fileName }: Evidence, language: Language): string[] {
  if (report === undefined) return [displayText(fileName) ?? '']
  const { rows, selfStated } = reportViewModel(report, language)
  return [...rows, ...selfStated].map(({ name }) => name)
}

/** The same on both screens: made of what the wallet was given, and of no use for anything else. */
export function codeOf({ responseCodeHash = '' }: Pick<PresentationRequest, 'responseCodeHash'>) {
  const bytes = createHash('sha256').update(`shown on both screens ${responseCodeHash}`).digest()
  return shortCode(bytes.subarray(0, 4))
}
