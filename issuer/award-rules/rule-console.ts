import type { Request, Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { type FormFault, faultsModel } from '../../shared/server/staff/staff-page.ts'
import { type Actor, actorIn } from '../actor.ts'
import { badgeText } from '../badges/badge.ts'
import { readBadgeNames } from '../badges/badge-names.ts'
import { listBadges } from '../badges/badge-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type AwardRule, type RuleKey, ruleStateOf } from './award-rule.ts'
import { makeRule, pauseRule } from './change-rule.ts'
import { tellNeed } from './needed-badges.ts'
import {
  badgeFault,
  blankForm,
  endFault,
  formOf,
  othersFault,
  type RuleForm,
  readForm,
} from './rule-form.ts'
import type { RulePorts } from './rule-ports.ts'
import { getRule, listRules } from './rule-store.ts'

const area = 'rules'

type Visit = {
  request: Request
  response: Response
  provider: string
  base: string
  key: RuleKey
  actor: Actor
  ports: RulePorts
}

/** Rules that award a badge to who shows others: to make, watch, pause and start again. */
export function ruleConsoleRoutes(ports: RulePorts): GuardedRoute<Permission>[] {
  const route = ruleRoutes(ports)
  return [
    route('GET', '', list),
    route('GET', '/new', (visit) => form(visit, { form: blankForm })),
    route('POST', '/new', make),
    route('GET', '/:rule', show),
    route('POST', '/:rule/pause', (visit) => pause(visit, true)),
    route('POST', '/:rule/resume', (visit) => pause(visit, false)),
  ]
}

async function list({ response, provider, base, ports }: Visit) {
  const { reader } = ports.database
  const rules = await listRules(reader, provider)
  const slugs = rules.map(({ badge }) => badge)
  const nameOf = await readBadgeNames(reader, { provider, slugs })
  consolePage(
    response,
    'award-rules/rule-list.njk',
    {
      newHref: `${base}/new`,
      rules: rules.map((rule) => ({
        href: `${base}/${rule.id}`,
        name: rule.name,
        badge: nameOf(rule.badge),
        state: translate('en', `console.rules.state-${ruleStateOf(rule, ports.clock())}`),
        uses: usesOf(rule),
      })),
    },
    { title: translate('en', 'console.area.rules'), area },
  )
}

async function form(
  { response, provider, base, ports }: Visit,
  given: { form: RuleForm; faults?: readonly FormFault[] },
) {
  const badges = await listBadges(ports.database.reader, { provider, limit: 200 })
  const named = badges.map(({ slug, design }) => ({ slug, text: badgeText(design, 'en').name }))
  consolePage(
    response,
    'award-rules/rule-new.njk',
    {
      ...faultsModel(given.faults ?? []),
      base,
      form: given.form,
      badges: [
        { value: '', text: translate('en', 'console.rules.choose') },
        ...named.map(({ slug, text }) => ({
          ...{ value: slug, text, selected: slug === given.form.badge },
        })),
      ],
      needs: named.map(({ slug, text }) => {
        const value = `${provider}/${slug}`
        return { value, text, checked: given.form.needs.includes(value) }
      }),
    },
    {
      title: translate('en', 'console.rules.new'),
      area,
      status: given.faults === undefined ? 200 : 422,
    },
  )
}

async function make(visit: Visit) {
  const { request, response, provider, base, actor, ports } = visit
  const given = formOf(request.body)
  const asked = readForm(given)
  if (Array.isArray(asked)) return form(visit, { form: given, faults: asked })
  try {
    const rule = await ports.database.transact((tx) =>
      makeRule(tx, { provider, asked, actor }, ports),
    )
    response.redirect(303, `${base}/${rule.id}`)
  } catch (error) {
    if (!isAppError(error)) throw error
    const fault = faultOf(error, given)
    if (fault === undefined) throw error
    await form(visit, { form: given, faults: [fault] })
  }
}

async function show({ response, base, key, ports }: Visit) {
  const { publicUrl, clock } = ports
  const { reader } = ports.database
  const rule = await getRule(reader, key)
  const url = `${publicUrl}/r/${ports.ruleCodeOf(rule)}`
  const { provider, badge, count, needs } = rule
  const nameOf = await readBadgeNames(reader, { provider, slugs: [badge] })
  consolePage(
    response,
    'award-rules/rule-page.njk',
    {
      base,
      path: `${base}/${rule.id}`,
      state: ruleStateOf(rule, clock()),
      isPaused: rule.isPaused,
      badge: nameOf(badge),
      asks:
        count === needs.length
          ? translate('en', 'console.rules.asks-all')
          : translate('en', 'console.rules.asks-some', { count }),
      needs: await Promise.all(needs.map((need) => tellNeed(need, 'en', { reader, publicUrl }))),
      issuers: rule.issuers.join(', ') || translate('en', 'console.rules.any-issuer'),
      window: windowOf(rule),
      uses: usesOf(rule),
      url,
      qr: drawQrCode(url),
    },
    { title: rule.name, area },
  )
}

async function pause({ response, base, key, actor, ports }: Visit, isPaused: boolean) {
  await ports.database.transact((tx) => pauseRule(tx, { key, isPaused, actor }, ports))
  const text = translate('en', `console.rules.${isPaused ? 'paused' : 'resumed'}`)
  await redirectWith(response, `${base}/${key.id}`, { text }, ports)
}

function ruleRoutes(ports: RulePorts) {
  return (
    method: 'GET' | 'POST',
    below: string,
    handle: (visit: Visit) => Promise<void>,
  ): GuardedRoute<Permission> => ({
    method,
    path: `/console/p/:provider/rules${below}`,
    permission: 'award.make',
    scope: inProvider,
    errors: 'page',
    handler(request, response, access) {
      const provider = inProvider(request)
      const key = { provider, id: String(request.params.rule ?? '') }
      const base = `/console/p/${provider}/rules`
      const actor = actorIn(access, provider)
      return handle({ request, response, provider, base, key, actor, ports })
    },
  })
}

/** What only the database knew to be wrong. */
function faultOf(error: { code: string; message: string }, form: RuleForm): FormFault | undefined {
  if (error.code === 'badge_unknown') return othersFault(form.others.split('\n').join(', '))
  if (error.code === 'badge_retired') return badgeFault()
  if (error.code !== 'request_malformed') return undefined
  return error.message.startsWith('closesAt') ? endFault() : badgeFault()
}

function usesOf({ uses, cap }: AwardRule): string {
  return cap === null
    ? translate('en', 'console.rules.uses', { count: uses })
    : translate('en', 'console.rules.uses-of', { uses, cap })
}

function windowOf({ opensAt, closesAt }: AwardRule): string {
  const from = opensAt === null ? undefined : formatDateTime(opensAt, 'en')
  const to = closesAt === null ? undefined : formatDateTime(closesAt, 'en')
  if (from !== undefined && to !== undefined) {
    return translate('en', 'console.rules.between', { from, to })
  }
  if (from !== undefined) return translate('en', 'console.rules.since', { from })
  if (to !== undefined) return translate('en', 'console.rules.until', { to })
  return translate('en', 'console.rules.always')
}
