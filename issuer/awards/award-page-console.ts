import type { Request, Response } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { findShortLinks, printShortLinks } from '../claim-codes/claim-code-store.ts'
import type { Permission } from '../staff/roles.ts'
import { harmfulActs, possibleActs } from './award-acts.ts'
import { type AwardConsolePorts, area, getAward } from './award-console-parts.ts'
import { auditLines } from './award-history.ts'
import { awardHref, awardPage, handOverOf, whoOf } from './award-page.ts'
import type { AwardRow } from './award-store.ts'
import { isHandedOut } from './replace-award.ts'

export async function showOne(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const { reader } = ports.database
  const award = await getAward(request, ports)
  const page = await awardPage(reader, award)
  const { provider } = award
  const canChange = access.can('award.change', provider)
  const acts = canChange
    ? possibleActs(award, { ...page, sendsMail: ports.enqueueMail !== undefined })
    : []
  consolePage(
    response,
    'awards/award.njk',
    {
      ...page,
      back: `/console/p/${provider}/awards`,
      acts: acts.map((act) => ({
        href: `${awardHref(award)}/${act}`,
        text: translate('en', `console.awards.act.${act}`),
        isHarmful: harmfulActs.has(act),
      })),
      canCorrect: canChange && acts.length > 0 && award.replacedBy === null,
      canHandOver:
        access.can('award.make', provider) && (page.state === 'offered' || page.state === 'issued'),
      history: await auditLines(reader, award),
    },
    { title: page.who ?? '', area },
  )
}

export async function handOverPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  if (!canBeTaken(award)) return response.redirect(303, awardHref(award))
  const { reader } = ports.database
  const [short] = await findShortLinks([award], ports)
  consolePage(
    response,
    'awards/hand-over.njk',
    {
      short,
      ...(await handOverOf(reader, award, ports)),
      href: awardHref(award),
      base: `/console/p/${award.provider}`,
      wasMade: request.query.made !== undefined,
      email: award.recipientEmail,
      isSent: award.sentAt !== null,
      again: `/console/p/${award.provider}/awards/new?badge=${award.badge}`,
    },
    { title: translate('en', 'console.awards.hand-over.title', { who: whoOf(award) }), area },
  )
}

/** Makes its short link. */
export async function printOne(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const award = await getAward(request, ports)
  if (canBeTaken(award)) await printShortLinks([award], ports)
  response.redirect(303, `${awardHref(award)}/hand-over`)
}

function canBeTaken(award: AwardRow): boolean {
  return award.status !== 'revoked' && (award.delivery !== 'claim' || !isHandedOut(award))
}
