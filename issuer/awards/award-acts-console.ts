import type { Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { actorIn } from '../actor.ts'
import { badgeText } from '../badges/badge.ts'
import { printShortLinks } from '../claim-codes/claim-code-store.ts'
import type { Permission } from '../staff/roles.ts'
import { unknownAward } from './award.ts'
import {
  type AwardAct,
  harmfulActs,
  isAwardAct,
  needsReason,
  parseReason,
  performAct,
  possibleActs,
} from './award-acts.ts'
import {
  type AwardConsolePorts,
  area,
  errorsOf,
  getAward,
  type RefusedForm,
} from './award-console-parts.ts'
import { awardHref, getBadgeOf, whoOf } from './award-page.ts'
import type { AwardRow } from './award-store.ts'
import { settle, tellConflict } from './change-outcome.ts'

export async function askAct(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
  refused?: RefusedForm,
): Promise<void> {
  const award = await getAward(request, ports)
  const act = await possibleAct(request, award, ports)
  if (act === undefined) {
    return tellConflict(new AppError('conflict', 'no longer possible'), award, response, ports)
  }
  const badge = badgeText((await getBadgeOf(ports.database.reader, award)).design, 'en').name
  confirmPage(response, {
    title: translate('en', `console.awards.ask.${act}`, { badge, who: whoOf(award) }),
    text: translate('en', `console.awards.means.${act}`),
    action: `${awardHref(award)}/${act}`,
    button: translate('en', `console.awards.act.${act}`),
    back: awardHref(award),
    isHarmful: harmfulActs.has(act),
    area,
    inputs: needsReason(act)
      ? [
          {
            name: 'reason',
            label: translate('en', 'console.awards.reason'),
            hint: translate('en', 'console.awards.reason-hint'),
            value: refused?.values.reason ?? '',
            error: refused?.errors.reason,
          },
        ]
      : [],
  })
}

async function possibleAct(
  request: Request,
  award: AwardRow,
  ports: AwardConsolePorts,
): Promise<AwardAct | undefined> {
  const { act } = request.params
  if (!isAwardAct(act)) throw unknownAward()
  const badge = await getBadgeOf(ports.database.reader, award)
  const isSuspendable = badge.design.statusPurpose === 'suspension'
  const sendsMail = ports.enqueueMail !== undefined
  return possibleActs(award, { isSuspendable, sendsMail }).find((one) => one === act)
}

export async function doAct(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  const { act } = request.params
  if (!isAwardAct(act)) throw unknownAward()
  const actor = actorIn(access, award.provider)
  try {
    const reason = parseReason(act, request.body)
    const result = await ports.database.transact((tx) =>
      performAct(tx, { act, award, reason, actor }, ports),
    )
    await settle(award, result, ports)
    if (isOffering(act)) await printShortLinks([result], ports)
    await redirectWith(response, nextHref(act, result), flashOf(act, result), ports)
  } catch (error) {
    const errors = errorsOf(error)
    if (errors === undefined) return tellConflict(error, award, response, ports)
    await askAct(request, response, ports, { values: { ...request.body }, errors })
  }
}

function nextHref(act: AwardAct, award: AwardRow): string {
  return `${awardHref(award)}${isOffering(act) ? '/hand-over' : ''}`
}

function isOffering(act: AwardAct): boolean {
  return act === 'new-link' || act === 'claim-again'
}

function flashOf(act: AwardAct, award: AwardRow) {
  const text = translate('en', `console.awards.done.${act}`)
  if (act !== 'suspend') return { text }
  const undo = translate('en', 'console.awards.undo')
  return { text, undo: { action: `${awardHref(award)}/reinstate`, text: undo } }
}
