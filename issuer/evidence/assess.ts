import { translate } from '../../shared/i18n/catalogue.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { sendAward } from '../awards/award-mail.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { makeAward } from '../awards/make-award.ts'
import { plainOrder } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { badgeText, languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { getProvider } from '../providers/provider-store.ts'
import { alreadyDecided, type EvidenceKey } from './evidence.ts'
import type { EvidencePorts } from './evidence-ports.ts'
import {
  type EvidenceRow,
  evidenceEntity,
  evidenceFileEntity,
  getEvidence,
} from './evidence-store.ts'

/** Asks the learner for more. @throws AppError not_found, conflict */
export async function askForMore(
  tx: Transaction,
  input: { key: EvidenceKey; reason: string; actor: Actor },
  ports: EvidencePorts,
): Promise<void> {
  const row = await waitingOf(tx, input.key)
  const link = `${ports.publicUrl}/evidence/${ports.evidenceSecrets.tokenFor('learner', row)}`
  await settle(tx, row, { state: 'more', reason: input.reason, actor: input.actor }, ports)
  await tell(tx, row, { template: 'evidence-more', note: input.reason, link }, ports)
}

/** @throws AppError not_found, conflict */
export async function declineEvidence(
  tx: Transaction,
  input: { key: EvidenceKey; reason: string; actor: Actor },
  ports: EvidencePorts,
): Promise<void> {
  const row = await waitingOf(tx, input.key)
  await settle(tx, row, { state: 'declined', reason: input.reason, actor: input.actor }, ports)
  await tell(tx, row, { template: 'evidence-declined', note: input.reason }, ports)
}

/**
 * Awards the badge for what was sent, in the given unit, and tells the learner with the link.
 * @throws AppError not_found, conflict, badge_retired, provider_inactive
 */
export async function acceptEvidence(
  tx: Transaction,
  { key, actor }: { key: EvidenceKey; actor: Actor },
  ports: EvidencePorts,
): Promise<AwardRow> {
  const row = await waitingOf(tx, key)
  const { provider, isShown, text, link } = row
  const badge = await findBadge(tx, { provider, slug: row.badge })
  if (badge === undefined) throw unknownBadge()
  const spoken = languagesOf(badge.design)
  const language = spoken.includes(row.language) ? row.language : badge.design.mainLanguage
  const award = await makeAward(
    tx,
    {
      request: {
        ...plainOrder,
        badge: `${provider}/${row.badge}`,
        language,
        recipient: { kind: 'person', name: row.name, email: row.email },
        evidence: [
          {
            name: translate(language, 'issuer.evidence.looked-at'),
            ...(row.witnessSaw && {
              description: translate(language, 'issuer.evidence.was-seen'),
            }),
            ...(isShown && text !== null && { narrative: text.slice(0, 5_000) }),
            ...(isShown && link !== null && { url: link }),
          },
        ],
      },
      actor,
    },
    ports,
  )
  await settle(tx, row, { state: 'accepted', reason: null, actor, awardId: award.id }, ports)
  return sendAward(tx, award, { actor, ports })
}

/** Once it is decided, the file is of no more use to anybody here. */
async function settle(
  tx: Transaction,
  { provider, id, badge }: EvidenceRow,
  decision: {
    state: 'more' | 'accepted' | 'declined'
    reason: string | null
    actor: Actor
    awardId?: string
  },
  { clock }: Pick<EvidencePorts, 'clock'>,
): Promise<void> {
  const { state, reason, actor, awardId = null } = decision
  const at = clock().toISOString()
  const isOver = state !== 'more'
  await tx.update(
    evidenceEntity,
    { provider, id },
    {
      state,
      reason,
      awardId,
      ...(isOver && { decidedAt: at, hasFile: false }),
    },
  )
  if (isOver) await tx.delete(evidenceFileEntity, { provider, id })
  const action = `evidence.${state}` as const
  await audit(tx, { provider, actor: actor.name, action, subject: id, detail: { badge }, at })
}

async function tell(
  tx: Transaction,
  row: EvidenceRow,
  message:
    | { template: 'evidence-more'; note: string; link: string }
    | { template: 'evidence-declined'; note: string },
  { enqueueMail }: EvidencePorts,
): Promise<void> {
  if (enqueueMail === undefined) return
  const { provider: slug, language, email, name } = row
  const badge = await findBadge(tx, { provider: slug, slug: row.badge })
  if (badge === undefined) throw unknownBadge()
  const provider = (await getProvider(tx, slug)).name[language]
  const params = { name, badge: badgeText(badge.design, language).name, provider }
  const about = `evidence:${row.id}`
  if (message.template === 'evidence-more') {
    const { template, note, link } = message
    const mail = { to: email, template, language, about } as const
    await enqueueMail(tx, { ...mail, params: { ...params, note, link } })
  } else {
    const { template, note } = message
    await enqueueMail(tx, { to: email, template, language, about, params: { ...params, note } })
  }
}

async function waitingOf(tx: Transaction, key: EvidenceKey): Promise<EvidenceRow> {
  const row = await getEvidence(tx, key)
  if (row.state !== 'waiting') throw alreadyDecided()
  return row
}
