import { badgesWelsh } from '../cy.ts'
import type { InWelsh } from '../messages.ts'
import { addWelsh } from './add-cy.ts'
import type { AppEnglish } from './app-en.ts'
import { badgeWelsh } from './badge-cy.ts'
import { codeWelsh } from './code-cy.ts'
import { cvWelsh } from './cv-cy.ts'
import { enterWelsh } from './enter-cy.ts'
import { failureWelsh } from './failure-cy.ts'
import { historyWelsh } from './history-cy.ts'
import { partsWelsh } from './parts-cy.ts'
import { presentWelsh } from './present-cy.ts'
import { receiveWelsh } from './receive-cy.ts'
import { recordWelsh } from './record-cy.ts'
import { safetyWelsh } from './safety-cy.ts'
import { scanWelsh } from './scan-cy.ts'
import { shareWelsh } from './share-cy.ts'
import { shellWelsh } from './shell-cy.ts'
import { youWelsh } from './you-cy.ts'

/** All that the wallet's app says, in Welsh; awaiting a translator's review. */
export const appWelsh: InWelsh<AppEnglish> = {
  ...badgesWelsh,
  ...shellWelsh,
  ...partsWelsh,
  ...failureWelsh,
  ...youWelsh,
  ...enterWelsh,
  ...safetyWelsh,
  ...receiveWelsh,
  ...addWelsh,
  ...scanWelsh,
  ...codeWelsh,
  ...recordWelsh,
  ...badgeWelsh,
  ...historyWelsh,
  ...presentWelsh,
  ...cvWelsh,
  ...shareWelsh,
}
