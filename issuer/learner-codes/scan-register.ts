import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { unknownActivity, zPerson } from '../registers/activity.ts'
import { getRegister, type RegisterRow } from '../registers/activity-store.ts'
import { type RegisterVisit, registerRoutes } from '../registers/console-route.ts'
import type { SessionPorts } from '../session-ports.ts'
import type { Permission } from '../staff/roles.ts'
import { checkCode, refusedCode } from './check-code.ts'
import { codeForm, givenCode } from './given-code.ts'
import { type Marked, markByCode, type WhoItIs } from './mark-by-code.ts'
import { toldRefusal, zQuick } from './scan-console.ts'
import { scanPage } from './scan-page.ts'

const area = 'sessions'

type Visit = RegisterVisit<SessionPorts>

/** Attendance by scan: whoever the register knows is noted at once; of others it asks once who they are. */
export function scanRegisterRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const route = registerRoutes(ports)

  const below = '/:activity/on/:day/scan'
  return [
    route('GET', below, show),
    { ...route('POST', below, scan), ...codeForm },
    route('POST', `${below}/who`, who),
    route('POST', `${below}/quick`, quick, { errors: 'problem' }),
  ]
}

async function show({ response, key, day, home, ports }: Visit, fault?: string) {
  const { activity, days } = await getRegister(ports.database.reader, key)
  if (!days.includes(day)) throw unknownActivity()
  scanPage(
    response,
    {
      title: translate('en', 'console.scan.mark'),
      area,
      intro: translate('en', 'console.scan.mark-intro'),
      action: `${home}/on/${day}/scan`,
      back: {
        href: `${home}/on/${day}`,
        text: `${activity.name}, ${formatDate(day, 'en', 'UTC')}`,
      },
      ...(fault !== undefined && { faults: [{ field: 'code', text: fault }] }),
    },
    ports,
  )
}

async function scan(visit: Visit) {
  const { request } = visit
  try {
    const text = await givenCode(request.body)
    if (text === undefined) throw refusedCode('nothing')
    const marked = await mark(visit, text)
    if (marked.kind === 'unknown') return await askWho(visit, text)
    await tell(visit, marked.person)
  } catch (error) {
    await show(visit, toldRefusal(error).message)
  }
}

async function mark(
  { key, day, actor, ports }: Visit,
  text: string,
  who?: WhoItIs,
): Promise<Marked> {
  const code = await checkCode(text, ports)
  return ports.database.transact((tx) => markByCode(tx, { key, day, code, who, actor }, ports))
}

async function tell({ response, home, day, ports }: Visit, { name }: RegisterRow) {
  const text = translate('en', 'console.scan.marked', { name })
  await redirectWith(response, `${home}/on/${day}/scan`, { text }, ports)
}

async function askWho({ response, key, home, day, ports }: Visit, code: string, fault?: string) {
  const { people } = await getRegister(ports.database.reader, key)
  consolePage(
    response,
    'learner-codes/who.njk',
    {
      ...faultsModel(fault === undefined ? [] : [{ field: 'name', text: fault }]),
      action: `${home}/on/${day}/scan/who`,
      back: `${home}/on/${day}/scan`,
      code,
      people: [
        { value: '', text: translate('en', 'console.scan.nobody-chosen') },
        ...people
          .filter(({ holder }) => holder === null)
          .map(({ id, name, email }) => ({
            value: id,
            text: email === null ? name : `${name} (${email})`,
          })),
      ],
    },
    { title: translate('en', 'console.scan.who'), area, status: fault === undefined ? 200 : 422 },
  )
}

async function who(visit: Visit) {
  const { request } = visit
  const text = fieldOf(request.body, 'code')
  const person = fieldOf(request.body, 'person')
  const name = zPerson.shape.name.safeParse(fieldOf(request.body, 'name'))
  if (person === '' && !name.success) {
    return askWho(visit, text, translate('en', 'console.scan.who-missing'))
  }
  try {
    const meant = person === '' ? { name: name.data ?? '' } : { person }
    const marked = await mark(visit, text, meant)
    if (marked.kind === 'marked') await tell(visit, marked.person)
  } catch (error) {
    await show(visit, toldRefusal(error).message)
  }
}

/** One code, as the script sends it. */
async function quick(visit: Visit) {
  const { request, response } = visit
  const { code } = parseBody(zQuick, request.body)
  try {
    const marked = await mark(visit, code)
    if (marked.kind === 'unknown') {
      response.json({ state: 'unknown' })
      return
    }
    const { name } = marked.person
    response.json({ state: 'done', text: translate('en', 'console.scan.marked', { name }) })
  } catch (error) {
    response.json({ state: 'refused', text: toldRefusal(error).message })
  }
}
