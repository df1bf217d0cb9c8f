import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { once } from '../../shared/server/api/idempotency.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { inProvider } from '../../shared/server/guarded-routes.ts'
import { actorIn } from '../actor.ts'
import { languagesOf } from '../badges/badge.ts'
import { printShortLinks } from '../claim-codes/claim-code-store.ts'
import type { Permission } from '../staff/roles.ts'
import { unknownAward } from './award.ts'
import {
  type AwardConsolePorts,
  area,
  badgesOf,
  choicesOf,
  errorsOf,
  type RefusedForm,
} from './award-console-parts.ts'
import { parseAwardForm } from './award-forms.ts'
import { sendAward } from './award-mail.ts'
import { awardHref } from './award-page.ts'
import { findAward } from './award-store.ts'
import { makeReady } from './hand-over.ts'
import { makeAward } from './make-award.ts'

export async function newPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused?: RefusedForm,
): Promise<void> {
  const provider = inProvider(request)
  const badges = await badgesOf(provider, ports)
  consolePage(
    response,
    'awards/award-new.njk',
    {
      base: `/console/p/${provider}`,
      badges: choicesOf(badges),
      hasWelsh: badges.some(({ design }) => languagesOf(design).includes('cy')),
      sendsMail: ports.enqueueMail !== undefined,
      values: refused?.values ?? firstValues(request, ports),
      errors: refused?.errors ?? {},
      hasErrors: refused !== undefined,
    },
    {
      title: translate('en', 'console.awards.new.title'),
      area,
      ...(refused !== undefined && { status: 400 }),
    },
  )
}

function firstValues(request: Request, ports: AwardConsolePorts): Record<string, string> {
  const { badge = '' } = request.query
  return {
    badge: String(badge),
    once: randomUUID(),
    ...(ports.enqueueMail !== undefined && { notify: 'on' }),
  }
}

export async function makeOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const provider = inProvider(request)
  const { database } = ports
  const refuse = (error: unknown) => {
    const errors = errorsOf(error)
    if (errors === undefined) throw error
    return newPage(request, response, ports, { values: { ...request.body }, errors })
  }
  try {
    const { request: asked, once: key } = parseAwardForm(provider, request.body)
    const actor = actorIn(access, provider)
    // a form that is sent twice awards once
    const kept = { scope: access.actorId, key, fingerprint: JSON.stringify(asked) }
    const { body } = await once(ports, kept, async (tx) => {
      const award = await makeAward(tx, { request: asked, actor }, ports)
      if (asked.notify) await sendAward(tx, award, { actor, ports })
      return { status: 201, body: award.id }
    })
    const award = await findAward(database.reader, { provider, id: String(body) })
    if (award === undefined) throw unknownAward()
    await makeReady(award, ports)
    await printShortLinks([award], ports)
    response.redirect(303, `${awardHref(award)}/hand-over?made`)
  } catch (error) {
    await refuse(error)
  }
}
