import type { Request, Response } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { inProvider } from '../../shared/server/guarded-routes.ts'
import { findShortLinks, printShortLinks } from '../claim-codes/claim-code-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type AwardConsolePorts, area, badgesOf, choicesOf } from './award-console-parts.ts'
import { choiceOf, queryOf, readFilters } from './award-forms.ts'
import { awardLines, handOversOf } from './award-page.ts'
import { findAward } from './award-store.ts'
import { listAwards } from './list-awards.ts'
import { isHandedOut } from './replace-award.ts'

const rowsAPage = 50
const cardsAPage = 24

/** What was awarded, newest first, and what the filters find of it. */
export async function listPage(
  request: Request,
  response: Response,
  access: Access<Permission>,
  ports: AwardConsolePorts,
): Promise<void> {
  const { reader } = ports.database
  const provider = inProvider(request)
  const [{ filters, items, next }, badges] = await Promise.all([
    readPage(request, rowsAPage, ports),
    badgesOf(provider, ports),
  ])
  const { cursor, ...asked } = filters
  const { search: _, ...moreFilters } = asked
  consolePage(
    response,
    'awards/award-list.njk',
    {
      base: `/console/p/${provider}`,
      awards: await awardLines(reader, items),
      filters,
      isFiltered: Object.values(asked).some((value) => value !== undefined),
      hasMoreFilters: Object.values(moreFilters).some((value) => value !== undefined),
      isFirst: cursor === undefined,
      badges: choicesOf(badges),
      next,
      query: queryOf(asked),
      canRemind:
        asked.state === 'offered' &&
        ports.enqueueMail !== undefined &&
        access.can('award.change', provider),
      canMake: access.can('award.make', provider),
    },
    { title: translate('en', 'console.awards.title'), area },
  )
}

/** One card, or all that the filters find: those that nobody has taken yet. */
export async function cardsPage(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const { reader } = ports.database
  const provider = inProvider(request)
  const { open, next } = await readCards(request, ports)
  const [handOvers, links] = await Promise.all([
    handOversOf(reader, { provider, awards: open }, ports),
    findShortLinks(open, ports),
  ])
  const cards = handOvers.map((card, place) => ({ ...card, short: links[place] }))
  consolePage(
    response,
    'awards/cards.njk',
    { cards, next, back: `/console/p/${provider}/awards`, isShort: !links.includes(undefined) },
    { title: translate('en', 'console.awards.cards.title'), area },
  )
}

/** Makes the short links that the cards lack. */
export async function printCards(
  request: Request,
  response: Response,
  ports: AwardConsolePorts,
): Promise<void> {
  const { open } = await readCards(request, ports)
  await printShortLinks(open, ports)
  response.redirect(303, request.originalUrl)
}

async function readCards(request: Request, ports: AwardConsolePorts) {
  const { award: id } = request.query
  const one = typeof id === 'string' ? { provider: inProvider(request), id } : undefined
  const award = one && (await findAward(ports.database.reader, one))
  const { items, next } =
    one === undefined
      ? await readPage(request, cardsAPage, ports)
      : { items: award === undefined ? [] : [award], next: undefined }
  const open = items.filter(
    (item) => item.status !== 'revoked' && (item.delivery === 'download' || !isHandedOut(item)),
  )
  return { open, next }
}

async function readPage(request: Request, limit: number, ports: AwardConsolePorts) {
  const filters = readFilters(request.query)
  const codec = codecOf(ports)
  const { cursor, ...others } = filters
  const rows = await listAwards(ports.database.reader, {
    ...choiceOf(filters),
    provider: inProvider(request),
    after: cursor === undefined ? undefined : codec.decode(cursor),
    limit: limit + 1,
  })
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ awardedAt, provider, id }) => ({ awardedAt, provider, id }),
  })
  const next = nextCursor === undefined ? undefined : queryOf({ ...others, cursor: nextCursor })
  return { filters, items, next }
}

function codecOf({ derive }: { derive: DeriveBytes }) {
  return createCursorCodec({
    key: derive('cursor'),
    list: 'console-awards',
    position: z.object({ awardedAt: z.string(), provider: z.string(), id: z.string() }),
  })
}
