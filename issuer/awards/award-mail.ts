import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import type { ClaimSecrets } from '../oid4vci/claim-secrets.ts'
import { assertClaimable } from '../oid4vci/offers.ts'
import type { Provider } from '../providers/provider.ts'
import { getProvider } from '../providers/provider-store.ts'
import { awardIdOf, unknownAward } from './award.ts'
import { type AwardKey, type AwardRow, findAward, updateAward } from './award-store.ts'
import { learnerLink } from './award-view.ts'

export type AwardMail = {
  to: string
  template: 'award-offer' | 'award-files'
  params: { name: string; badge: string; provider: string; link: string }
  language: Language
  /** Whose message this is, for who looks at messages that wait. */
  about: string
}

/** What a message about an award is found by. */
function mailAboutAward(award: AwardKey): string {
  return `award:${awardIdOf(award)}`
}

/** Puts messages into the outbox, in the unit that they tell of. */
export type EnqueueAwardMail = (tx: Transaction, ...mails: readonly AwardMail[]) => Promise<void>

export type AwardMailPorts = {
  publicUrl: string
  walletUrl: string
  secrets: ClaimSecrets
  clock: () => Date
  /** Absent where the city sends no e-mail: then who awards hands the link over. */
  enqueueMail?: EnqueueAwardMail | undefined
}

/** The message that tells of an award and links to it. */
export function mailOfAward(
  award: AwardRow,
  { badge, provider }: { badge: Badge; provider: Provider },
  ports: Pick<AwardMailPorts, 'publicUrl' | 'walletUrl' | 'secrets'>,
): AwardMail {
  const { language } = award
  return {
    to: award.recipientEmail,
    template: award.delivery === 'download' ? 'award-files' : 'award-offer',
    params: {
      name: award.recipientName ?? '',
      badge: badgeText(badge.design, language).name,
      provider: provider.name[language],
      link: learnerLink(award, ports),
    },
    language,
    about: mailAboutAward(award),
  }
}

/**
 * Sends the link of an award to its address; nothing where the city sends no e-mail, or there is no address.
 * @returns the award as it is afterwards
 */
export async function sendAward(
  tx: Transaction,
  award: AwardRow,
  { actor, ports }: { actor: { name: string }; ports: AwardMailPorts },
): Promise<AwardRow> {
  const { enqueueMail } = ports
  if (enqueueMail === undefined || award.recipientEmail === '') return award
  const { provider, id } = award
  const badge = await findBadge(tx, { provider, slug: award.badge, version: award.badgeVersion })
  if (badge === undefined) throw unknownBadge()
  const from = { badge, provider: await getProvider(tx, provider) }
  await enqueueMail(tx, mailOfAward(award, from, ports))
  const at = ports.clock().toISOString()
  await updateAward(tx, award, { sentAt: at })
  await audit(tx, { provider, actor: actor.name, action: 'award.sent', subject: id, at })
  return { ...award, sentAt: at }
}

/**
 * Sends the link of an award again, where it is still of use.
 * @throws AppError not_found, conflict, offer_claimed, offer_withdrawn, offer_locked
 */
export async function sendAgain(
  tx: Transaction,
  { key, actor }: { key: AwardKey; actor: { name: string } },
  ports: AwardMailPorts,
): Promise<AwardRow> {
  const award = await findAward(tx, key)
  if (award === undefined) throw unknownAward()
  if (ports.enqueueMail === undefined) {
    throw new AppError('conflict', 'This city sends no e-mail. Hand the link over another way')
  }
  if (award.delivery === 'claim') assertClaimable(award)
  else if (award.status === 'revoked') throw new AppError('award_revoked', 'This award is revoked')
  return sendAward(tx, award, { actor, ports })
}
