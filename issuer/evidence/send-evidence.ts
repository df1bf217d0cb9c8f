import { randomUUID } from 'node:crypto'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { enqueueWebhooks } from '../../shared/server/webhooks/enqueue-webhooks.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { assertActive } from '../providers/provider-store.ts'
import { eventOf } from '../webhooks/city-events.ts'
import {
  alreadyDecided,
  type EvidenceFile,
  type EvidenceKey,
  type SentEvidence,
} from './evidence.ts'
import type { EvidencePorts } from './evidence-ports.ts'
import {
  type EvidenceRow,
  evidenceEntity,
  evidenceFileEntity,
  getEvidence,
} from './evidence-store.ts'

/**
 * Keeps what a learner sent in, and asks the witness.
 * @throws AppError badge_unknown, provider_inactive
 */
export async function sendEvidence(
  tx: Transaction,
  input: {
    provider: string
    badge: string
    sent: SentEvidence
    file?: EvidenceFile | undefined
    language: Language
  },
  ports: EvidencePorts,
): Promise<EvidenceRow> {
  const { provider, sent, file, language } = input
  const { publicUrl, evidenceSecrets, enqueueMail, clock } = ports
  const badge = await findBadge(tx, { provider, slug: input.badge })
  if (badge === undefined || badge.retiredAt !== undefined) throw unknownBadge()
  await assertActive(tx, provider)
  const key = { provider, id: randomUUID() }
  const witnessToken = evidenceSecrets.tokenFor('witness', key)
  const row: EvidenceRow = {
    ...key,
    badge: badge.slug,
    language,
    name: sent.name,
    email: sent.email,
    text: sent.text ?? null,
    link: sent.link ?? null,
    isShown: sent.isShown,
    hasFile: file !== undefined,
    witness: sent.witness ?? null,
    witnessSaw: null,
    witnessAt: null,
    state: 'waiting',
    reason: null,
    sentAt: clock().toISOString(),
    decidedAt: null,
    awardId: null,
    learnerHash: hashSecret(evidenceSecrets.tokenFor('learner', key)),
    witnessHash: hashSecret(witnessToken),
  }
  await tx.insert(evidenceEntity, row)
  if (file !== undefined) {
    const { name, type, bytes } = file
    await tx.insert(evidenceFileEntity, { ...key, name, type, body: bytes.toString('base64') })
  }
  if (sent.witness !== undefined && enqueueMail !== undefined) {
    const link = `${publicUrl}/witness/${witnessToken}`
    await enqueueMail(tx, {
      to: sent.witness,
      template: 'evidence-witness',
      params: { badge: badgeText(badge.design, language).name, link },
      language,
      about: `evidence:${row.id}`,
    })
  }
  await tellSubmitted(tx, row)
  return row
}

/** The audit holds what staff did; systems outside are told of what waits for them too. */
async function tellSubmitted(
  tx: Transaction,
  { provider, id: subject, badge, sentAt: at }: EvidenceRow,
): Promise<void> {
  const happening = {
    scope: provider,
    action: 'evidence.submitted',
    subject,
    detail: { badge },
    at,
  }
  await enqueueWebhooks(tx, eventOf(happening))
}

/** The learner was asked for more, and sends it. @throws AppError conflict */
export async function addEvidence(
  tx: Transaction,
  input: { key: EvidenceKey; text?: string | undefined; link?: string | undefined },
  { clock }: Pick<EvidencePorts, 'clock'>,
): Promise<void> {
  const row = await getEvidence(tx, input.key)
  if (row.state !== 'more') throw alreadyDecided()
  const { provider, id } = row
  const sentAt = clock().toISOString()
  const text = [row.text, input.text].filter(Boolean).join('\n\n').slice(0, 20_000)
  await tx.update(
    evidenceEntity,
    { provider, id },
    {
      text: text === '' ? null : text,
      link: input.link ?? row.link,
      state: 'waiting',
      sentAt,
    },
  )
  await tellSubmitted(tx, { ...row, sentAt })
}
