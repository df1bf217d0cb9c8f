import { employerAskEnglish } from './ask-en.ts'
import { employerAuditEnglish } from './audit-en.ts'
import { employerBatchesEnglish } from './batches-en.ts'
import { employerCandidatesEnglish } from './candidates-en.ts'
import { employerDeletedEnglish } from './deleted-en.ts'
import { employerIntegrationEnglish } from './integration-en.ts'
import { employerOrganisationsEnglish } from './organisations-en.ts'
import { employerSettingsEnglish } from './settings-en.ts'
import { employerShellEnglish } from './shell-en.ts'
import { employerTrustEnglish } from './trust-en.ts'
import { employerVacanciesEnglish } from './vacancies-en.ts'

/** What the employer's console says, in English alone so far. Each room has a file of its own. */
export const employerEnglish = {
  ...employerShellEnglish,
  ...employerAskEnglish,
  ...employerAuditEnglish,
  ...employerBatchesEnglish,
  ...employerCandidatesEnglish,
  ...employerIntegrationEnglish,
  ...employerDeletedEnglish,
  ...employerOrganisationsEnglish,
  ...employerSettingsEnglish,
  ...employerTrustEnglish,
  ...employerVacanciesEnglish,
}
