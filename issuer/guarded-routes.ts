import { keyApiRoutes as apiKeyApiRoutes } from '../shared/server/api/api-keys/key-api.ts'
import { keyConsoleRoutes } from '../shared/server/api/api-keys/key-console.ts'
import { rememberingAnswers } from '../shared/server/documents/remembered-answers.ts'
import { rememberingForms } from '../shared/server/documents/remembered-forms.ts'
import type { GuardedRoute } from '../shared/server/guarded-routes.ts'
import { webhookApiRoutes } from '../shared/server/webhooks/webhook-api.ts'
import { webhookConsoleRoutes } from '../shared/server/webhooks/webhook-console.ts'
import { applicationApiRoutes } from './applications/application-api.ts'
import { applicationConsoleRoutes } from './applications/application-console.ts'
import { applicationListRoutes } from './applications/application-list-console.ts'
import { ruleApiRoutes } from './award-rules/rule-api.ts'
import { ruleConsoleRoutes } from './award-rules/rule-console.ts'
import { rulePorts } from './award-rules/rule-ports.ts'
import { awardApiRoutes } from './awards/award-api.ts'
import { awardChangeApiRoutes } from './awards/award-change-api.ts'
import { awardConsoleRoutes } from './awards/award-console.ts'
import { badgeApiRoutes } from './badges/badge-api.ts'
import { badgeConsoleRoutes } from './badges/badge-console.ts'
import { badgeRoomApiRoutes } from './badges/badge-room-api.ts'
import { designerConsoleRoutes } from './badges/designer-console.ts'
import { draftApiRoutes } from './badges/draft-api.ts'
import { bulkApiRoutes } from './bulk/bulk-api.ts'
import { bulkConsoleRoutes } from './bulk/bulk-console.ts'
import { homeConsoleRoutes } from './console/home-console.ts'
import { bundleApiRoutes } from './continuity/bundle-api.ts'
import { endorsementApiRoutes } from './endorsements/endorsement-api.ts'
import { endorsementConsoleRoutes } from './endorsements/endorsement-console.ts'
import { evidencePorts } from './evidence/evidence-ports.ts'
import { reviewApiRoutes } from './evidence/review-api.ts'
import { reviewConsoleRoutes } from './evidence/review-console.ts'
import { groupApiRoutes } from './groups/group-api.ts'
import { groupConsoleRoutes } from './groups/group-console.ts'
import { issueApiRoutes } from './identity/issue-api.ts'
import { keyApiRoutes } from './identity/key-api.ts'
import { scanApiRoutes } from './learner-codes/scan-api.ts'
import { scanConsoleRoutes } from './learner-codes/scan-console.ts'
import { scanRegisterRoutes } from './learner-codes/scan-register.ts'
import { auditConsoleRoutes } from './log/audit-console.ts'
import { logApiRoutes } from './log/log-api.ts'
import { mailConsoleRoutes } from './mail/mail-console.ts'
import { personApiRoutes } from './people/person-api.ts'
import { lifecycleApiRoutes } from './providers/lifecycle-api.ts'
import { providerApiRoutes } from './providers/provider-api.ts'
import { providerConsoleRoutes } from './providers/provider-console.ts'
import { qualityConsoleRoutes } from './quality/quality-console.ts'
import { attendanceConsoleRoutes } from './registers/attendance-console.ts'
import { careApiRoutes } from './registers/care-api.ts'
import { careConsoleRoutes } from './registers/care-console.ts'
import { registerApiRoutes } from './registers/register-api.ts'
import { registerConsoleRoutes } from './registers/register-console.ts'
import { reminderApiRoutes } from './reminders/reminder-api.ts'
import { reminderConsoleRoutes } from './reminders/reminder-console.ts'
import type { IssuerServices } from './services.ts'
import { sessionPorts } from './session-ports.ts'
import { settingsConsoleRoutes } from './settings/settings-console.ts'
import { apiKeyPorts } from './staff/api-key-ports.ts'
import { staffApiRoutes, staffConsoleRoutes } from './staff/people-routes.ts'
import type { Permission } from './staff/roles.ts'
import { standardsApiRoutes, standardsConsoleRoutes } from './standards/standards-routes.ts'
import { accreditationApiRoutes } from './trust/accreditation-api.ts'
import { recognitionApiRoutes } from './trust/recognition-api.ts'
import { recognitionConsoleRoutes } from './trust/recognition-console.ts'
import { wallApiRoutes } from './wall-codes/wall-api.ts'
import { wallConsoleRoutes } from './wall-codes/wall-console.ts'
import { webhookPorts } from './webhooks/webhook-ports.ts'

type Routes = GuardedRoute<Permission>[]

/** Every way into the console. Each noun adds its list. */
export function consoleRoutes(services: IssuerServices): Routes {
  const registers = sessionPorts(services)
  const routes: Routes = [
    ...homeConsoleRoutes(services),
    ...designerConsoleRoutes(services),
    ...qualityConsoleRoutes(services),
    ...badgeConsoleRoutes(services),
    // before an award of that name
    ...bulkConsoleRoutes(services),
    ...awardConsoleRoutes(awardPorts(services)),
    ...reminderConsoleRoutes(awardPorts(services)),
    ...groupConsoleRoutes(awardPorts(services)),
    ...providerConsoleRoutes(services),
    ...recognitionConsoleRoutes(services),
    ...applicationListRoutes(services),
    ...applicationConsoleRoutes(services),
    ...endorsementConsoleRoutes(services),
    ...standardsConsoleRoutes(services),
    ...staffConsoleRoutes(services),
    ...mailConsoleRoutes(services),
    ...auditConsoleRoutes(services),
    ...registerConsoleRoutes(registers),
    ...attendanceConsoleRoutes(registers),
    ...careConsoleRoutes(registers),
    ...wallConsoleRoutes(registers),
    ...ruleConsoleRoutes(rulePorts(services)),
    ...scanConsoleRoutes(registers),
    ...scanRegisterRoutes(registers),
    ...settingsConsoleRoutes(services),
    ...reviewConsoleRoutes(evidencePorts(services)),
    ...['/console/city', '/console/p/:provider'].flatMap((room) => [
      ...keyConsoleRoutes<Permission>(apiKeyPorts(services), {
        path: `${room}/keys`,
        permission: 'api.manage',
        apiPage: '/api',
      }),
      ...webhookConsoleRoutes<Permission>(webhookPorts(services), {
        path: `${room}/webhooks`,
        permission: 'api.manage',
      }),
    ]),
  ]
  return rememberingForms(routes, services)
}

/** Every way into the API that says what it takes to enter. Each noun adds its list. */
export function apiRoutes(services: IssuerServices): Routes {
  const registers = sessionPorts(services)
  const routes: Routes = [
    ...awardApiRoutes(awardPorts(services)),
    ...awardChangeApiRoutes(awardPorts(services)),
    ...reminderApiRoutes(awardPorts(services)),
    ...badgeApiRoutes(services),
    ...providerApiRoutes(services),
    ...applicationApiRoutes(services),
    ...lifecycleApiRoutes(services),
    ...accreditationApiRoutes(services),
    ...recognitionApiRoutes(services),
    ...personApiRoutes(services),
    ...issueApiRoutes(services),
    ...keyApiRoutes(services),
    ...logApiRoutes(services),
    ...bundleApiRoutes(services),
    ...bulkApiRoutes(services),
    ...draftApiRoutes(services),
    ...badgeRoomApiRoutes(services),
    ...endorsementApiRoutes(services),
    ...standardsApiRoutes(services),
    ...staffApiRoutes(services),
    ...registerApiRoutes(registers),
    ...careApiRoutes(registers),
    ...wallApiRoutes(registers),
    ...ruleApiRoutes(rulePorts(services)),
    ...scanApiRoutes(registers),
    ...groupApiRoutes(awardPorts(services)),
    ...reviewApiRoutes(evidencePorts(services)),
    ...['/api/v1/api-keys', '/api/v1/providers/:provider/api-keys'].flatMap((path) =>
      apiKeyApiRoutes<Permission>(apiKeyPorts(services), { path, permission: 'api.manage' }),
    ),
    ...['/api/v1/webhooks', '/api/v1/providers/:provider/webhooks'].flatMap((path) =>
      webhookApiRoutes<Permission>(webhookPorts(services), { path, permission: 'api.manage' }),
    ),
  ]
  return rememberingAnswers(routes, services)
}

function awardPorts(services: IssuerServices) {
  return { ...services, walletUrl: services.config.walletUrl }
}
