import { randomBytes } from 'node:crypto'
import { parseDid } from '../../shared/did/did.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Asker } from '../../shared/server/presenting/authorization-request.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { IssuerServices } from '../services.ts'
import { type AwardRule, createRuleCodes } from './award-rule.ts'

/** What awarding by rule stands on. */
export function rulePorts(services: IssuerServices) {
  const { database, derive, config, publicUrl, city } = services
  const cityDid = parseDid(services.cityDid)
  return {
    ...services,
    cityDid,
    walletUrl: config.walletUrl,
    ruleCodeOf: createRuleCodes(derive),
    exchangeIdOf: (visitId: string) => derive('rule-exchange', visitId).toString('base64url'),
    random: (length: number) => randomBytes(length),
    /** The city asks, for the provider: one identity, whose key every wallet can find. */
    async askerOf({ provider }: Pick<AwardRule, 'provider'>, language: Language): Promise<Asker> {
      const { name } = await getProvider(database.reader, provider)
      return { did: cityDid, publicUrl, name: `${name[language]}, ${city.name(language)}` }
    },
  }
}

export type RulePorts = ReturnType<typeof rulePorts>
