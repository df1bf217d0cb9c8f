import type { Request, Response } from 'express'
import { z } from 'zod'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import {
  type GuardedRoute,
  inProvider,
  type RouteDescription,
} from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { type Actor, actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type AwardRule,
  type RuleKey,
  ruleStateOf,
  ruleStates,
  zNewAwardRule,
} from './award-rule.ts'
import { makeRule, pauseRule } from './change-rule.ts'
import type { RulePorts } from './rule-ports.ts'
import { getRule, listRules } from './rule-store.ts'

const api = '/api/v1/providers/:provider/award-rules'
const zNothing = z.strictObject({})

const zRule = z.object({
  id: z.string(),
  name: z.string(),
  badge: z.string(),
  needs: z.array(z.string()),
  count: z.int(),
  issuers: z.array(z.string()),
  opensAt: z.string().optional(),
  closesAt: z.string().optional(),
  cap: z.int().optional(),
  uses: z.int(),
  state: z.enum(ruleStates),
  /** Where it leads learners. */
  url: z.url(),
})

type Context = { provider: string; key: RuleKey; actor: Actor }

/** What the console does with rules that award, for programs. */
export function ruleApiRoutes(ports: RulePorts): GuardedRoute<Permission>[] {
  const { database } = ports

  const ruleView = (rule: AwardRule): z.infer<typeof zRule> => {
    const { id, name, badge, needs, count, issuers, opensAt, closesAt, cap, uses } = rule
    return {
      ...{ id, name, badge, needs: [...needs], count, issuers: [...issuers], uses },
      ...(opensAt !== null && { opensAt }),
      ...(closesAt !== null && { closesAt }),
      ...(cap !== null && { cap }),
      state: ruleStateOf(rule, ports.clock()),
      url: `${ports.publicUrl}/r/${ports.ruleCodeOf(rule)}`,
    }
  }

  const show = async (response: Response, key: RuleKey) => {
    response.set('Cache-Control', 'no-store').json(ruleView(await getRule(database.reader, key)))
  }

  const pause =
    (isPaused: boolean) =>
    async (request: Request, response: Response, { key, actor }: Context) => {
      parseBody(zNothing, request.body ?? {})
      await database.transact((tx) => pauseRule(tx, { key, isPaused, actor }, ports))
      await show(response, key)
    }

  return [
    route('GET', '', {
      summary: 'List rules that award a badge to who shows others',
      answer: z.object({ rules: z.array(zRule) }),
    })(async (_request, response, { provider }) => {
      const rules = await listRules(database.reader, provider)
      response.set('Cache-Control', 'no-store').json({ rules: rules.map(ruleView) })
    }),
    route('POST', '', {
      summary: 'Make a rule that awards a badge to who shows others',
      body: zNewAwardRule,
      answer: zRule,
      status: 201,
      takesIdempotencyKey: true,
    })(async (request, response, { provider, actor }) => {
      const asked = parseBody(zNewAwardRule, request.body)
      const { body } = await runOnce(ports, request, response, async (tx) => ({
        status: 201,
        body: ruleView(await makeRule(tx, { provider, asked, actor }, ports)),
      }))
      response.status(201).set('Cache-Control', 'no-store').json(body)
    }),
    route('GET', '/:rule', { summary: 'See a rule', answer: zRule })(
      (_request, response, { key }) => show(response, key),
    ),
    route('POST', '/:rule/pause', { summary: 'Pause a rule', body: zNothing, answer: zRule })(
      pause(true),
    ),
    route('POST', '/:rule/resume', {
      summary: 'Let a paused rule work again',
      body: zNothing,
      answer: zRule,
    })(pause(false)),
  ]
}

function route(
  method: 'GET' | 'POST',
  below: string,
  description: Omit<RouteDescription, 'tag'>,
): (
  handle: (request: Request, response: Response, context: Context) => Promise<void>,
) => GuardedRoute<Permission> {
  return (handle) => ({
    method,
    path: `${api}${below}`,
    permission: 'award.make',
    scope: inProvider,
    errors: 'problem',
    description: { tag: 'award rules', ...description },
    handler(request, response, access) {
      const provider = inProvider(request)
      const key = { provider, id: String(request.params.rule ?? '') }
      return handle(request, response, { provider, key, actor: actorIn(access, provider) })
    },
  })
}
