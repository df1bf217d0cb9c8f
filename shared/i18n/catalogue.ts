import { apiWelsh } from './api-cy.ts'
import { apiEnglish } from './api-en.ts'
import { applicationsWelsh } from './applications-cy.ts'
import { applicationsEnglish } from './applications-en.ts'
import { awardRulesWelsh } from './award-rules-cy.ts'
import { awardRulesEnglish } from './award-rules-en.ts'
import { consoleEnglish } from './console-en.ts'
import { createCatalogue } from './create-catalogue.ts'
import { sharedWelsh } from './cy.ts'
import { employerEnglish } from './employer-en.ts'
import { sharedEnglish } from './en.ts'
import { englishOnly } from './english-only.ts'
import { issuerWelsh } from './issuer-cy.ts'
import { issuerEnglish } from './issuer-en.ts'
import { lostBadgesWelsh } from './lost-badges-cy.ts'
import { lostBadgesEnglish } from './lost-badges-en.ts'
import { mailWelsh } from './mail-cy.ts'
import { mailEnglish } from './mail-en.ts'
import type { ParametersArgument } from './messages.ts'
import { registersWelsh } from './registers-cy.ts'
import { registersEnglish } from './registers-en.ts'
import { rolesWelsh } from './roles-cy.ts'
import { staffEnglish } from './staff-en.ts'
import { verifierCheckWelsh } from './verifier-check-cy.ts'
import { verifierCheckEnglish } from './verifier-check-en.ts'
import { verifierWelsh } from './verifier-cy.ts'
import { verifierEnglish } from './verifier-en.ts'
import { verifierProblemsWelsh } from './verifier-problems-cy.ts'
import { verifierProblemsEnglish } from './verifier-problems-en.ts'
import { verifierSendingWelsh } from './verifier-sending-cy.ts'
import { verifierSendingEnglish } from './verifier-sending-en.ts'
import { verifierVacanciesWelsh } from './verifier-vacancies-cy.ts'
import { verifierVacanciesEnglish } from './verifier-vacancies-en.ts'
import { walletWelsh } from './wallet-cy.ts'
import { walletEnglish } from './wallet-en.ts'

const english = {
  ...sharedEnglish,
  ...apiEnglish,
  ...issuerEnglish,
  ...applicationsEnglish,
  ...lostBadgesEnglish,
  ...registersEnglish,
  ...awardRulesEnglish,
  ...walletEnglish,
  ...verifierEnglish,
  ...verifierCheckEnglish,
  ...verifierProblemsEnglish,
  ...verifierSendingEnglish,
  ...verifierVacanciesEnglish,
  ...mailEnglish,
  ...staffEnglish,
  ...consoleEnglish,
  ...employerEnglish,
}

type English = typeof english

export type MessageKey = keyof English

export type MessageParameters<Key extends MessageKey> = ParametersArgument<English[Key]>

/** What the three applications' servers and their command line say. The wallet's app has its own: wallet-app/. */
const catalogue = createCatalogue<English>(english, {
  ...sharedWelsh,
  ...apiWelsh,
  ...issuerWelsh,
  ...applicationsWelsh,
  ...lostBadgesWelsh,
  ...registersWelsh,
  ...awardRulesWelsh,
  ...walletWelsh,
  ...verifierWelsh,
  ...verifierCheckWelsh,
  ...verifierProblemsWelsh,
  ...verifierSendingWelsh,
  ...verifierVacanciesWelsh,
  ...mailWelsh,
  ...englishOnly(staffEnglish),
  ...englishOnly(consoleEnglish),
  ...englishOnly(employerEnglish),
  ...rolesWelsh,
})

export const { messagesIn, isMessageKey, translate, translateLoosely } = catalogue
