import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { listMembers } from '../../shared/server/staff/account-store.ts'
import type { StateAct } from './provider.ts'
import { getProvider } from './provider-store.ts'

export type TellOwnersPorts = {
  publicUrl: string
  serviceName: (language: Language) => string
  enqueueMail?: EnqueueMail
}

const templates = {
  suspend: 'provider-suspended',
  resume: 'provider-resumed',
  close: 'provider-closed',
} as const

/**
 * Whoever answers for a provider learns by mail that the city has stopped it, closed it or let it go on, and why. In
 * the unit that does it.
 */
export async function tellOwners(
  tx: Transaction,
  { slug, act, reason }: { slug: string; act: StateAct; reason?: string | undefined },
  { publicUrl, serviceName, enqueueMail }: TellOwnersPorts,
): Promise<void> {
  if (enqueueMail === undefined || act === 'activate') return
  const { name } = await getProvider(tx, slug)
  const link = `${publicUrl}/console/p/${slug}`
  for (const { account, role } of await listMembers(tx, slug)) {
    if (role !== 'owner') continue
    const { email: to, language } = account
    const params = {
      provider: name[language],
      service: serviceName(language),
      link,
      ...(reason !== undefined &&
        act !== 'resume' && { note: translate(language, 'mail.parts.city-says', { reason }) }),
    }
    await enqueueMail(tx, { to, template: templates[act], params, language })
  }
}
