import { z } from 'zod'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import {
  credentialOfferUri,
  walletReceiveLink,
} from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import { achievementId } from '../badges/achievement-id.ts'
import { downloadUrl, type OfferPorts, offerUrl, openOffer } from '../oid4vci/offers.ts'
import { awardDeliveries, awardIdOf, awardStateOf, awardStates, earners } from './award.ts'
import type { AwardRow } from './award-store.ts'

/** An award as the API tells it. */
export const zAwardView = z.object({
  awardId: z.string(),
  provider: z.string(),
  /** Id of the achievement in the badge's main language. */
  badge: z.url(),
  state: z.enum(awardStates),
  statusReason: z.string().optional(),
  statusChangedAt: z.string().optional(),
  recipient: z.object({
    email: z.string(),
    name: z.string().optional(),
    kind: z.enum(earners),
  }),
  language: z.enum(languages),
  awardedAt: z.string(),
  validUntil: z.string().optional(),
  claimedAt: z.string().optional(),
  needsTxCode: z.boolean(),
  delivery: z.enum(awardDeliveries),
  sentAt: z.string().optional(),
  /** Ids of the awards that this one stands in for, and that stands in for this one. */
  replaces: z.string().optional(),
  replacedBy: z.string().optional(),
})

export type AwardView = z.infer<typeof zAwardView>

/** What an award's answer holds while it can still be taken. */
export const zToldOnce = z.object({
  offerUri: z.string().optional(),
  claimLink: z.url().optional(),
  txCode: z.string().optional(),
  filesLink: z.url().optional(),
})

export function awardView(
  award: AwardRow,
  { publicUrl, mainLanguage }: { publicUrl: string; mainLanguage: Language },
): AwardView {
  const { provider, badge: slug, badgeVersion: version, recipientName } = award
  const { statusReason, statusAt, validUntil, claimedAt } = award
  return {
    awardId: awardIdOf(award),
    provider,
    badge: achievementId({
      publicUrl,
      provider,
      slug,
      version,
      language: mainLanguage,
      mainLanguage,
    }),
    state: awardStateOf(award),
    ...(statusReason !== null && { statusReason }),
    ...(statusAt !== null && { statusChangedAt: statusAt }),
    recipient: {
      email: award.recipientEmail,
      ...(recipientName !== null && { name: recipientName }),
      kind: award.earner,
    },
    language: award.language,
    awardedAt: award.awardedAt,
    ...(validUntil !== null && { validUntil }),
    ...(claimedAt !== null && { claimedAt }),
    needsTxCode: award.needsTxCode,
    delivery: award.delivery,
    ...(award.sentAt !== null && { sentAt: award.sentAt }),
    ...(award.replaces !== null && { replaces: awardIdOf({ provider, id: award.replaces }) }),
    ...(award.replacedBy !== null && { replacedBy: awardIdOf({ provider, id: award.replacedBy }) }),
  }
}

/** How the badge reaches its learner, in the one link that they need. */
export function learnerLink(
  award: AwardRow,
  ports: Pick<OfferPorts, 'publicUrl' | 'secrets'> & { walletUrl: string },
): string {
  if (award.delivery === 'download') return downloadUrl(award, ports)
  return walletReceiveLink(ports.walletUrl, { kind: 'reference', url: offerUrl(award, ports) })
}

/** How the badge reaches its learner. Told to whoever awards, and never kept. */
export type OfferView = {
  /** For any wallet app. */
  offerUri: string
  /** For the web wallet; good for months. */
  claimLink: string
  /** Goes to the learner another way than the link. */
  txCode?: string
}

/** @param form `value` puts the offer itself into `offerUri`, with a code that lives ten minutes */
export async function offerView(
  award: AwardRow,
  form: 'reference' | 'value',
  ports: OfferPorts & { walletUrl: string },
): Promise<OfferView> {
  const reference = { kind: 'reference', url: offerUrl(award, ports) } as const
  const offered =
    form === 'value'
      ? ({ kind: 'value', offer: await openOffer(award, ports) } as const)
      : reference
  return {
    offerUri: credentialOfferUri(offered),
    claimLink: walletReceiveLink(ports.walletUrl, reference),
    ...(award.needsTxCode && { txCode: ports.secrets.txCodeOf(award) }),
  }
}
