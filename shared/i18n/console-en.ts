import { consoleApplicationsEnglish } from './console-applications-en.ts'
import { consoleAuditEnglish } from './console-audit-en.ts'
import { consoleAwardsEnglish } from './console-awards-en.ts'
import { consoleBadgesEnglish } from './console-badges-en.ts'
import { consoleBulkEnglish } from './console-bulk-en.ts'
import { consoleGroupsEnglish } from './console-groups-en.ts'
import { consoleIntegrationEnglish } from './console-integration-en.ts'
import { consoleMailEnglish } from './console-mail-en.ts'
import { consoleProvidersEnglish } from './console-providers-en.ts'
import { consoleQualityEnglish } from './console-quality-en.ts'
import { consoleRecognitionsEnglish } from './console-recognitions-en.ts'
import { consoleReviewsEnglish } from './console-reviews-en.ts'
import { consoleRulesEnglish } from './console-rules-en.ts'
import { consoleScanEnglish } from './console-scan-en.ts'
import { consoleSessionsEnglish } from './console-sessions-en.ts'
import { consoleSettingsEnglish } from './console-settings-en.ts'
import { consoleShellEnglish } from './console-shell-en.ts'

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
