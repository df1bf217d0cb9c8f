import { keyApiRoutes as apiKeyApiRoutes } from '../shared/server/api/api-keys/key-api.ts'
import { keyConsoleRoutes } from '../shared/server/api/api-keys/key-console.ts'
import { rememberingAnswers } from '../shared/server/documents/remembered-answers.ts'
import { rememberingForms } from '../shared/server/documents/remembered-forms.ts'
import type { GuardedRoute } from '../shared/server/guarded-routes.ts'
import { webhookApiRoutes } from '../shared/server/webhooks/webhook-api.ts'
import { webhookConsoleRoutes } from '../shared/server/webhooks/webhook-console.ts'
import { askApiRoutes } from './asks/ask-api.ts'
import { askConsoleRoutes } from './asks/ask-console.ts'
import { auditConsoleRoutes } from './audit/audit-console.ts'
import { batchApiRoutes } from './batches/batch-api.ts'
import { batchConsoleRoutes } from './batches/batch-console.ts'
import { addConsoleRoutes } from './candidates/add-console.ts'
import { candidateApiRoutes } from './candidates/candidate-api.ts'
import { candidateConsoleRoutes } from './candidates/candidate-console.ts'
import { vcalmApiRoutes } from './check/vcalm-api.ts'
import { homeConsoleRoutes } from './console/home-console.ts'
import { keyApiRoutes } from './identity/key-api.ts'
import { organisationApiRoutes } from './organisations/organisation-api.ts'
import { organisationConsoleRoutes } from './organisations/organisation-console.ts'
import { quotaApiRoutes } from './quota/quota-api.ts'
import { quotaConsoleRoutes } from './quota/quota-console.ts'
import { reportApiRoutes } from './reports/report-api.ts'
import { requestApiRoutes } from './requests/request-api.ts'
import { deletionApiRoutes, deletionConsoleRoutes } from './retention/deletion-routes.ts'
import { emptyVacancyRoutes } from './retention/empty-vacancy.ts'
import type { VerifierServices } from './services.ts'
import { settingsConsoleRoutes } from './settings/settings-console.ts'
import { apiKeyPorts } from './staff/api-key-ports.ts'
import { staffApiRoutes, staffConsoleRoutes } from './staff/people-routes.ts'
import type { Permission } from './staff/roles.ts'
import { copyConsoleRoutes } from './trust/copy-console.ts'
import { trustApiRoutes } from './trust/trust-api.ts'
import { trustConsoleRoutes } from './trust/trust-console.ts'
import { vacancyApiRoutes } from './vacancies/vacancy-api.ts'
import { vacancyConsoleRoutes } from './vacancies/vacancy-console.ts'
import { vacancyMoveRoutes } from './vacancies/vacancy-moves.ts'
import { vacancyRoomRoutes } from './vacancies/vacancy-room.ts'
import { webhookPorts } from './webhooks/webhook-ports.ts'

type Routes = GuardedRoute<Permission>[]

/** Every way into the console. Each noun adds its list. */
export function consoleRoutes(services: VerifierServices): Routes {
  const { reportedCities } = services.config
  const routes: Routes = [
    ...homeConsoleRoutes(services),
    ...organisationConsoleRoutes(services),
    ...quotaConsoleRoutes(services),
    ...vacancyConsoleRoutes(services),
    ...vacancyRoomRoutes(services),
    ...vacancyMoveRoutes(services),
    ...addConsoleRoutes({ ...services, ...(reportedCities && { reportedCities }) }),
    ...candidateConsoleRoutes(services),
    ...askConsoleRoutes(services),
    ...batchConsoleRoutes(services),
    ...trustConsoleRoutes(services),
    ...copyConsoleRoutes(services),
    ...staffConsoleRoutes(services),
    ...settingsConsoleRoutes(services),
    ...auditConsoleRoutes(services),
    ...deletionConsoleRoutes(services),
    ...emptyVacancyRoutes(services),
    ...['/console/host', '/console/o/:organisation'].flatMap((room) => [
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

/** Every way into the API, with what it takes to enter. Each noun adds its list. */
export function apiRoutes(services: VerifierServices): Routes {
  const { walletUrl, requestTtlSeconds } = services.config
  const routes: Routes = [
    ...requestApiRoutes({ ...services, walletUrl, requestTtlSeconds }),
    ...vacancyApiRoutes(services),
    ...reportApiRoutes({
      ...services,
      ...(services.config.reportedCities && { reportedCities: services.config.reportedCities }),
    }),
    ...candidateApiRoutes(services),
    ...askApiRoutes(services),
    ...vcalmApiRoutes(services),
    ...keyApiRoutes(services),
    ...deletionApiRoutes(services),
    ...staffApiRoutes(services),
    ...organisationApiRoutes(services),
    ...quotaApiRoutes(services),
    ...batchApiRoutes(services),
    ...trustApiRoutes(services),
    ...['', '/organisations/:organisation'].flatMap((room) => [
      ...apiKeyApiRoutes<Permission>(apiKeyPorts(services), {
        path: `/api/v1${room}/api-keys`,
        permission: 'api.manage',
      }),
      ...webhookApiRoutes<Permission>(webhookPorts(services), {
        path: `/api/v1${room}/webhooks`,
        permission: 'api.manage',
      }),
    ]),
  ]
  return rememberingAnswers(routes, services)
}
