import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { defaultHue } from '../../shared/look/chosen-hue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import { changeOrganisation, type OrganisationStore } from '../organisations/organisation-store.ts'
import { findOwnDomain, lookAtDomain, type OwnDomainPorts } from '../organisations/own-domain.ts'
import { readQuota, readUsage } from '../quota/quota-store.ts'
import { quotaLines } from '../quota/quota-view.ts'
import type { Permission } from '../staff/roles.ts'
import {
  readSettings,
  type SettingsFaults,
  type SettingsForm,
  zSettingsForm,
} from './settings-form.ts'

export type SettingsConsolePorts = OwnDomainPorts & { organisations: OrganisationStore }

const path = '/console/o/:organisation/settings'

type Visit = RouteVisit<Permission, SettingsConsolePorts>

/** Name, look, retention and language of an organisation, and where its identity is. */
export function settingsConsoleRoutes(ports: SettingsConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const entry = {
    scope: inOrganisation,
    permission: 'organisation.manage',
    errors: 'page',
  } as const

  return [
    { ...entry, method: 'GET', path, handler: bound(show) },
    { ...entry, method: 'POST', path, handler: bound(save) },
    { ...entry, method: 'POST', path: `${path}/check-domain`, handler: bound(checkDomain) },
  ]
}

async function show(visit: Visit) {
  const organisation = await organisationIn(visit)
  const { name, hue = defaultHue, retentionDays, language } = organisation
  const form = { name, hue, retentionDays: String(retentionDays), language }
  await showForm(visit, organisation, form)
}

function organisationIn({ request, ports }: Visit) {
  return ports.organisations.get(inOrganisation(request))
}

async function showForm(
  { response, ports }: Visit,
  organisation: Organisation,
  form: SettingsForm,
  faults: SettingsFaults = {},
) {
  const errors = Object.entries(faults).map(([name, text]) => ({ text, href: `#${name}` }))
  const own = await findOwnDomain(organisation, ports)
  const { did, home, domain } = organisation
  const { database, clock } = ports
  const quota = await readQuota(database.reader, organisation.slug)
  const usage = await readUsage(database.reader, organisation.slug, clock())
  consolePage(
    response,
    'settings/settings.njk',
    {
      form,
      faults,
      errors,
      hasErrors: errors.length > 0,
      path: addressOf(organisation),
      limits: quotaLines(quota, usage),
      languages: languages.map((value) => ({
        value,
        text: translate('en', `employer.settings.language.${value}`),
        checked: value === form.language,
      })),
      identity: { did, home },
      own: own && { url: own.url, document: JSON.stringify(own.document, null, 2) },
      domain: domain && {
        ...domain,
        text: translate('en', `employer.settings.domain.${domain.state}`),
      },
    },
    {
      title: translate('en', 'employer.settings.title'),
      area: 'settings',
      ...(errors.length > 0 && { status: 422 }),
    },
  )
}

async function save(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const { database, clock } = ports
  const organisation = await organisationIn(visit)
  const form = parseBody(zSettingsForm, request.body)
  const read = readSettings(form)
  if ('faults' in read) return showForm(visit, organisation, form, read.faults)
  const { slug } = organisation
  await database.transact(async (tx) => {
    await changeOrganisation(tx, slug, read.changes)
    await recordAudit(tx, {
      organisation: slug,
      actor,
      action: 'organisation.settings-changed',
      subject: slug,
      at: clock().toISOString(),
    })
  })
  const text = translate('en', 'employer.settings.saved')
  await redirectWith(response, addressOf(organisation), { text }, ports)
}

function addressOf({ slug }: Organisation) {
  return path.replace(':organisation', slug)
}

async function checkDomain(visit: Visit) {
  const { response, ports } = visit
  const organisation = await organisationIn(visit)
  const own = await findOwnDomain(organisation, ports)
  if (own === undefined) throw new AppError('not_found', 'There is no domain of its own')
  const state = await lookAtDomain(organisation, own, ports)
  const text = translate('en', `employer.settings.domain.${state}`)
  const kind = state === 'same' ? 'done' : 'problem'
  await redirectWith(response, addressOf(organisation), { text, kind }, ports)
}
