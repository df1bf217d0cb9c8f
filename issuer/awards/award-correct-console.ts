import type { Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type AwardConsolePorts,
  area,
  errorsOf,
  getAward,
  type RefusedForm,
} from './award-console-parts.ts'
import { parseCorrectionForm } from './award-forms.ts'
import { sendAward } from './award-mail.ts'
import { awardHref } from './award-page.ts'
import type { AwardRow } from './award-store.ts'
import { settle, tellConflict } from './change-outcome.ts'
import { correctAward, isHandedOut } from './replace-award.ts'

export async function correctPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused?: RefusedForm,
): Promise<void> {
  const award = await getAward(request, ports)
  consolePage(
    response,
    'awards/correct.njk',
    {
      back: awardHref(award),
      values: refused?.values ?? valuesOf(award),
      errors: refused?.errors ?? {},
      hasErrors: refused !== undefined,
      isHandedOut: isHandedOut(award),
      sendsMail: ports.enqueueMail !== undefined,
    },
    {
      title: translate('en', 'console.awards.correct.title'),
      area,
      ...(refused !== undefined && { status: 400 }),
    },
  )
}

function valuesOf({ recipientEmail, recipientName, evidence }: AwardRow): Record<string, string> {
  // the column is written from evidenceOf alone
  const [first] = JSON.parse(evidence ?? '[]') as { id?: string; narrative?: string }[]
  return {
    email: recipientEmail,
    name: recipientName ?? '',
    evidence: first?.narrative ?? '',
    evidenceUrl: first?.id ?? '',
  }
}

export async function correctOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  const { provider, id } = award
  const actor = actorIn(access, provider)
  try {
    const correction = parseCorrectionForm(request.body)
    const result = await ports.database.transact(async (tx) => {
      const corrected = await correctAward(tx, { key: { provider, id }, actor, correction }, ports)
      const isOther = corrected.id !== id || corrected.claimHash !== award.claimHash
      return isOther ? sendAward(tx, corrected, { actor, ports }) : corrected
    })
    await settle(award, result, ports)
    const key = result.id === id ? 'done.corrected' : 'done.replaced'
    await redirectWith(
      response,
      awardHref(result),
      { text: translate('en', `console.awards.${key}`) },
      ports,
    )
  } catch (error) {
    const errors = errorsOf(error)
    if (errors === undefined) return tellConflict(error, award, response, ports)
    await correctPage(request, response, ports, { values: { ...request.body }, errors })
  }
}
