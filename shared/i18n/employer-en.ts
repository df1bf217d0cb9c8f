import { employerAskEnglish } from './employer-ask-en.ts'
import { employerAuditEnglish } from './employer-audit-en.ts'
import { employerBatchesEnglish } from './employer-batches-en.ts'
import { employerCandidatesEnglish } from './employer-candidates-en.ts'
import { employerDeletedEnglish } from './employer-deleted-en.ts'
import { employerIntegrationEnglish } from './employer-integration-en.ts'
import { employerOrganisationsEnglish } from './employer-organisations-en.ts'
import { employerSettingsEnglish } from './employer-settings-en.ts'
import { employerShellEnglish } from './employer-shell-en.ts'
import { employerTrustEnglish } from './employer-trust-en.ts'
import { employerVacanciesEnglish } from './employer-vacancies-en.ts'

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
