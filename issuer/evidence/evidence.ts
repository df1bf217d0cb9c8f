import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { zOneLine } from '../awards/award.ts'

/** `waiting`: somebody has to look; `more`: the learner was asked for more. */
export const evidenceStates = ['waiting', 'more', 'accepted', 'declined'] as const

export type EvidenceState = (typeof evidenceStates)[number]

export const maxFileBytes = 2_097_152

const blankToNothing = (text: unknown) =>
  typeof text === 'string' && text.trim() === '' ? undefined : text

const zLink = z.preprocess(
  blankToNothing,
  z
    .url({ protocol: /^https$/ })
    .max(2_048)
    .optional(),
)
const zText = z.preprocess(blankToNothing, z.string().trim().max(5_000).optional())

/** What a learner sends to show what they can do. A form's fields; the file is read apart. */
export const zSentEvidence = z.object({
  name: zOneLine.max(200),
  email: z.email().max(254),
  text: zText,
  link: zLink,
  /** Somebody who saw it. */
  witness: z.preprocess(blankToNothing, z.email().max(254).optional()),
  /** Whether what was written may stand in the badge, where others read it. */
  isShown: z
    .string()
    .optional()
    .transform((ticked) => ticked !== undefined),
})

export type SentEvidence = z.infer<typeof zSentEvidence>

export const zMoreEvidence = z.object({ text: zText, link: zLink })

export const zReason = zOneLine.max(1_000)

export type EvidenceFile = { name: string; type: string; bytes: Buffer }

const kinds = [
  { type: 'application/pdf', ending: 'pdf', start: Buffer.from('%PDF-') },
  { type: 'image/png', ending: 'png', start: Buffer.from('89504e470d0a1a0a', 'hex') },
  { type: 'image/jpeg', ending: 'jpg', start: Buffer.from('ffd8ff', 'hex') },
] as const

/**
 * A small file, known by its first bytes: what the browser says of it counts for nothing.
 * @throws AppError request_malformed, body_too_large
 */
export function readEvidenceFile(value: unknown): EvidenceFile | undefined {
  if (!(value instanceof UploadedFile)) return undefined
  const { bytes } = value
  if (bytes.length === 0) return undefined
  if (bytes.length > maxFileBytes) throw new AppError('body_too_large', 'A file is at most 2 MB')
  const kind = kinds.find(({ start }) => bytes.subarray(0, start.length).equals(start))
  if (kind === undefined) {
    throw new AppError('request_malformed', 'A file here is a PDF, PNG or JPEG')
  }
  return { name: `evidence.${kind.ending}`, type: kind.type, bytes }
}

export type EvidenceKey = { provider: string; id: string }

/** What the links in mails open: for the learner to add to it, for the witness to say whether it is so. */
export type EvidenceSecrets = {
  tokenFor(who: 'learner' | 'witness', key: EvidenceKey): string
}

export function createEvidenceSecrets(derive: DeriveBytes): EvidenceSecrets {
  return {
    tokenFor: (who, { provider, id }) =>
      derive(`evidence-${who}`, provider, id).toString('base64url'),
  }
}

export function unknownEvidence(): AppError {
  return new AppError('not_found', 'There is nothing sent in at this address')
}

export function alreadyDecided(): AppError {
  return new AppError('conflict', 'This was decided or answered already')
}
