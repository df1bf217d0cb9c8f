import { consoleApplicationsEnglish } from './applications-en.ts'
import { consoleAuditEnglish } from './audit-en.ts'
import { consoleAwardsEnglish } from './awards-en.ts'
import { consoleBadgesEnglish } from './badges-en.ts'
import { consoleBulkEnglish } from './bulk-en.ts'
import { consoleGroupsEnglish } from './groups-en.ts'
import { consoleIntegrationEnglish } from './integration-en.ts'
import { consoleMailEnglish } from './mail-en.ts'
import { consoleProvidersEnglish } from './providers-en.ts'
import { consoleQualityEnglish } from './quality-en.ts'
import { consoleRecognitionsEnglish } from './recognitions-en.ts'
import { consoleReviewsEnglish } from './reviews-en.ts'
import { consoleRulesEnglish } from './rules-en.ts'
import { consoleScanEnglish } from './scan-en.ts'
import { consoleSessionsEnglish } from './sessions-en.ts'
import { consoleSettingsEnglish } from './settings-en.ts'
import { consoleShellEnglish } from './shell-en.ts'

/** What the console says, in English alone so far. Each room has a file of its own. */
export const consoleEnglish = {
  ...consoleShellEnglish,
  ...consoleBadgesEnglish,
  ...consoleQualityEnglish,
  ...consoleAwardsEnglish,
  ...consoleAuditEnglish,
  ...consoleSessionsEnglish,
  ...consoleRulesEnglish,
  ...consoleScanEnglish,
  ...consoleGroupsEnglish,
  ...consoleReviewsEnglish,
  ...consoleMailEnglish,
  ...consoleBulkEnglish,
  ...consoleProvidersEnglish,
  ...consoleApplicationsEnglish,
  ...consoleRecognitionsEnglish,
  ...consoleSettingsEnglish,
  ...consoleIntegrationEnglish,
}
