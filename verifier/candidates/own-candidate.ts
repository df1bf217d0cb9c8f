import type { Request } from 'express'
import type { Candidate } from './candidate.ts'
import type { CandidateStore } from './candidate-store.ts'

/** The candidate that a route below `:organisation` and `:candidate` is about. @throws AppError not_found */
export function getOwnCandidate(
  { params }: Request,
  { candidates }: { candidates: Pick<CandidateStore, 'get'> },
): Promise<Candidate> {
  return candidates.get(String(params.organisation), String(params.candidate))
}
