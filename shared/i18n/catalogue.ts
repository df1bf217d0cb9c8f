import { apiWelsh } from './api-cy.ts'
import { apiEnglish } from './api-en.ts'
import { consoleEnglish } from './console/console-en.ts'
import { createCatalogue } from './create-catalogue.ts'
import { sharedWelsh } from './cy.ts'
import { employerEnglish } from './employer/employer-en.ts'
import { sharedEnglish } from './en.ts'
import { englishOnly } from './english-only.ts'
import { applicationsWelsh } from './issuer-pages/applications-cy.ts'
import { applicationsEnglish } from './issuer-pages/applications-en.ts'
import { awardRulesWelsh } from './issuer-pages/award-rules-cy.ts'
import { awardRulesEnglish } from './issuer-pages/award-rules-en.ts'
import { issuerWelsh } from './issuer-pages/issuer-cy.ts'
import { issuerEnglish } from './issuer-pages/issuer-en.ts'
import { lostBadgesWelsh } from './issuer-pages/lost-badges-cy.ts'
import { lostBadgesEnglish } from './issuer-pages/lost-badges-en.ts'
import { registersWelsh } from './issuer-pages/registers-cy.ts'
import { registersEnglish } from './issuer-pages/registers-en.ts'
import { mailWelsh } from './mail-cy.ts'
import { mailEnglish } from './mail-en.ts'
import type { ParametersArgument } from './messages.ts'
import { rolesWelsh } from './roles-cy.ts'
import { staffEnglish } from './staff-en.ts'
import { verifierCheckWelsh } from './verifier-pages/check-cy.ts'
import { verifierCheckEnglish } from './verifier-pages/check-en.ts'
import { verifierProblemsWelsh } from './verifier-pages/problems-cy.ts'
import { verifierProblemsEnglish } from './verifier-pages/problems-en.ts'
import { verifierSendingWelsh } from './verifier-pages/sending-cy.ts'
import { verifierSendingEnglish } from './verifier-pages/sending-en.ts'
import { verifierVacanciesWelsh } from './verifier-pages/vacancies-cy.ts'
import { verifierVacanciesEnglish } from './verifier-pages/vacancies-en.ts'
import { verifierWelsh } from './verifier-pages/verifier-cy.ts'
import { verifierEnglish } from './verifier-pages/verifier-en.ts'
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
