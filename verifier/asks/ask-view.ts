import { translate } from '../../shared/i18n/catalogue.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { MadeRequest } from '../requests/request-store.ts'
import { type Ask, askUrl, isOver, makerOf } from './ask.ts'

export const askStates = ['waiting', 'answered', 'declined', 'over'] as const

export type AskState = (typeof askStates)[number]

/** How far an ask is, by the requests that it made. */
export function stateOfAsk(ask: Ask, made: readonly MadeRequest[], now: Date): AskState {
  const own = made.filter(({ madeBy }) => madeBy === makerOf(ask))
  if (own.some(({ progress, hasReturned }) => progress === 'received' && hasReturned)) {
    return 'answered'
  }
  if (own.some(({ progress }) => progress === 'declined')) return 'declined'
  return isOver(ask, now) ? 'over' : 'waiting'
}

/** What the page of a candidate shows of what they were asked for. */
export function asksView(
  asks: readonly Ask[],
  made: readonly MadeRequest[],
  context: { publicUrl: string; base: string; contact: string | undefined; now: Date },
) {
  const { publicUrl, base, contact, now } = context
  return asks.map((ask) => {
    const state = stateOfAsk(ask, made, now)
    const url = askUrl(ask, publicUrl)
    const mail =
      contact !== undefined && /^[^@\s?&]+@[^@\s?&]+$/.test(contact) ? contact : undefined
    return {
      ...{ title: ask.title, createdAt: ask.createdAt, expiresAt: ask.expiresAt },
      stateText: translate('en', `employer.ask.state.${state}`),
      withdrawAction: `${base}/asks/${ask.id}/withdraw`,
      ...((state === 'waiting' || state === 'declined') && {
        url,
        code: drawQrCode(url),
        ...(mail !== undefined && { mailto: `mailto:${mail}?body=${encodeURIComponent(url)}` }),
      }),
    }
  })
}

/** What they were asked for and answered stands in the report beside what the vacancy needs. */
export function answeredNeeds(
  asks: readonly Ask[],
  made: readonly MadeRequest[],
  now: Date,
): Need[] {
  return asks
    .filter((ask) => stateOfAsk(ask, made, now) === 'answered')
    .flatMap(({ needs }) => needs)
}
