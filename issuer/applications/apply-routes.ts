import type { Express, Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { hashSecret } from '../../shared/server/staff/secrets.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { applicantKinds, zApplication } from './application.ts'
import { type ApplicationRow, findApplicationByToken } from './application-store.ts'
import {
  type ApplyPorts,
  amendApplication,
  apply,
  confirmApplication,
  isOpenToApplications,
} from './apply.ts'

const paths = {
  form: '/apply',
  confirm: '/apply/confirm/:token',
  more: '/apply/more/:token',
} as const

export const applyDeclarations: readonly RouteDeclaration[] = Object.values(paths).map((path) => ({
  path,
  methods: ['GET', 'POST'],
  errors: 'page',
}))

const fields = ['name', 'kind', 'description', 'website', 'badges', 'contact', 'email'] as const
type Field = (typeof fields)[number]
type Form = Partial<Record<Field, string>>

type Visit = OpenVisit<ApplyPorts>

const quarterOfAnHour = 900

/**
 * Whoever wants to award badges in the city asks here, without an account. A GET changes nothing: mail scanners open
 * links. Stands behind requireSameOrigin.
 */
export function applyRoutes(app: Express, ports: ApplyPorts): void {
  const bound = bindOpenHandlers(ports)
  app.get(paths.form, bound(begin))
  app.post(paths.form, bound(send))
  app.get(paths.confirm, bound(showToConfirm))
  app.post(paths.confirm, bound(confirm))
  app.get(paths.more, bound(showMore))
  app.post(paths.more, bound(amend))
}

async function begin({ response, ports }: Visit) {
  if (await isOpenToApplications(ports)) return showForm(response, {})
  tell(response, 'closed')
}

async function send({ request, response, ports }: Visit) {
  const { database, enqueueMail } = ports
  if (enqueueMail === undefined || !(await isOpenToApplications(ports))) {
    return tell(response, 'closed')
  }
  const form = readForm(request)
  const read = zApplication.safeParse(form)
  if (!read.success) return showForm(response, { form, wrong: wrongIn(read.error.issues) })
  const { email } = read.data
  const key = `application ${email.toLowerCase()}`
  const limits = [
    { ...ofAddress(request, 'apply'), limit: 20 },
    { key, limit: 3, windowSeconds: quarterOfAnHour },
  ]
  await takeTries(response, limits, ports)
  const { lang: language } = response.locals
  await database.transact((tx) =>
    apply(tx, { application: read.data, language }, { ...ports, enqueueMail }),
  )
  render(response, 'applications/mailed.njk', { email })
}

async function showToConfirm(visit: Visit) {
  const { response } = visit
  const row = await findByToken(visit)
  if (row === undefined) return tell(response, 'old')
  if (row.state !== 'unconfirmed') return tellState(response, row)
  const { name, kind, description, website, badges, contact, email } = row
  const shown = { name, kind, description, website, badges, contact, email }
  render(response, 'applications/confirm-application.njk', shown)
}

async function confirm({ request, response, ports }: Visit) {
  const token = String(request.params.token)
  const row = await ports.database.transact((tx) => confirmApplication(tx, token, ports))
  if (row === undefined) return tell(response, 'old')
  tellState(response, row)
}

async function showMore(visit: Visit) {
  const { response } = visit
  const row = await findByToken(visit)
  if (row === undefined) return tell(response, 'old')
  if (row.state !== 'more') return tellState(response, row)
  const { website, ...values } = row
  showForm(response, { form: { ...values, website: website ?? '' }, row })
}

async function amend(visit: Visit) {
  const { request, response, ports } = visit
  const row = await findByToken(visit)
  if (row === undefined) return tell(response, 'old')
  if (row.state !== 'more') return tellState(response, row)
  const form = { ...readForm(request), email: row.email }
  const read = zApplication.safeParse(form)
  if (!read.success) return showForm(response, { form, wrong: wrongIn(read.error.issues), row })
  const token = String(request.params.token)
  const amended = { token, application: read.data }
  await ports.database.transact((tx) => amendApplication(tx, amended, ports))
  tell(response, 'sent')
}

/** Guesses are counted, since what the links open is somebody's. */
async function findByToken({ request, response, ports }: Visit) {
  const hash = hashSecret(String(request.params.token))
  const row = await findApplicationByToken(ports.database.reader, hash)
  if (row === undefined) await takeTries(response, [ofAddress(request, 'apply-link')], ports)
  return row
}

function readForm(request: Request): Form {
  return Object.fromEntries(fields.map((field) => [field, fieldOf(request.body, field)]))
}

function wrongIn(issues: readonly { path: readonly PropertyKey[] }[]): ReadonlySet<unknown> {
  return new Set(issues.map(({ path }) => path[0]))
}

/** @param given.row what the city asked about; then its address stands */
function showForm(
  response: Response,
  given: { form?: Form; wrong?: ReadonlySet<unknown>; row?: ApplicationRow },
): void {
  const { lang } = response.locals
  const { form = {}, wrong = new Set(), row } = given
  const faults = fields
    .filter((field) => wrong.has(field))
    .map((field) => ({ field, text: translate(lang, `issuer.apply.wrong-${field}`) }))
  render(
    response,
    'applications/apply.njk',
    {
      ...faultsModel(faults),
      form,
      kinds: applicantKinds.map((value) => ({
        value,
        text: translate(lang, `issuer.apply.kind.${value}`),
        checked: form.kind === value,
      })),
      ...(row !== undefined && { asked: row.reason }),
    },
    { status: faults.length > 0 ? 422 : 200 },
  )
}

function tellState(response: Response, { state }: ApplicationRow): void {
  tell(response, state === 'accepted' || state === 'declined' ? 'decided' : 'sent')
}

type Told = 'closed' | 'old' | 'sent' | 'decided'

function tell(response: Response, what: Told): void {
  const { lang } = response.locals
  const title = translate(
    lang,
    what === 'closed' ? 'issuer.apply.closed-title' : `issuer.apply.${what}`,
  )
  const text = translate(
    lang,
    what === 'closed' ? 'issuer.apply.closed' : `issuer.apply.${what}-text`,
  )
  const status = what === 'old' ? 404 : 200
  render(
    response,
    'applications/told.njk',
    { title, text, hasFormLink: what === 'old' },
    { status },
  )
}
