import { z } from 'zod'
import { zOwnWords } from '../../shared/cv/own-words.ts'
import { zVerdict, zVerificationReport } from '../reports/verification-answer.ts'
import { candidateStates, evidenceSources } from './candidate.ts'

const zCandidate = z.object({
  organisation: z.string(),
  id: z.string(),
  vacancyId: z.string().optional(),
  /** Shown until they say a name. */
  pseudonym: z.string(),
  /** What they say they are called: nothing that was checked. */
  statedName: z.string().optional(),
  contact: z.string().optional(),
  state: z.enum(candidateStates),
  receivedAt: z.string(),
  deleteAfter: z.string(),
})

const zSource = z.enum(evidenceSources)

/** Who sent something, a page of them. */
export const zCandidates = z.object({
  items: z.array(
    zCandidate.extend({
      evidence: z.array(
        z.object({ source: zSource, badges: z.number(), verdict: zVerdict.optional() }),
      ),
      /** Answers that the person at the screen has not said to be theirs. */
      unconfirmed: z.number(),
    }),
  ),
  nextCursor: z.string().optional(),
})

/** All that a candidate sent, and what was found. */
export const zCandidateAnswer = zCandidate.extend({
  evidence: z.array(
    z.object({
      organisation: z.string(),
      id: z.string(),
      candidateId: z.string(),
      source: zSource,
      /** Absent for a plain CV: there is nothing in it to check. */
      report: zVerificationReport.optional(),
      ownWords: zOwnWords.optional(),
      queryIds: z.array(z.string()),
      fileName: z.string().optional(),
      /** SHA-256 over what was presented, base64url. */
      presentationsHash: z.string(),
      receipt: z.string().optional(),
      receivedAt: z.string(),
    }),
  ),
  /** What was found before it was checked again, the newest first. */
  earlierChecks: z.array(
    z.object({
      evidenceId: z.string(),
      report: zVerificationReport,
      receipt: z.string().optional(),
    }),
  ),
  /** A host was down: when it is checked again by itself. */
  nextCheckAt: z.string().optional(),
})
