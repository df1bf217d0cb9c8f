import type { Language } from './messages.ts'

/** Most browsers know no Welsh dates, so the names of the months stand here. */
const welshMonths = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
] as const

/** `3 November 2026`, `3 Tachwedd 2026`; in the time of the city unless told otherwise. */
export function formatDate(iso: string, language: Language, timeZone = 'Europe/London'): string {
  const date = new Date(iso)
  if (language === 'en') {
    return formatter({ day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(date)
  }
  const numbers = formatter({ day: 'numeric', month: 'numeric', year: 'numeric', timeZone })
  const parts = numbers.formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value)
  return `${part('day')} ${welshMonths[part('month') - 1] ?? ''} ${part('year')}`
}

/** `3 November 2026, 14:05 GMT`: whoever reads it may be elsewhere. */
export function formatDateTime(
  iso: string,
  language: Language,
  timeZone = 'Europe/London',
): string {
  const time = formatter({
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short',
  })
  return `${formatDate(iso, language, timeZone)}, ${time.format(new Date(iso))}`
}

/** `November 2026`, `Tachwedd 2026`, for `2026-11`. */
export function formatMonth(month: string, language: Language): string {
  const [, ...words] = formatDate(`${month}-01T00:00:00Z`, language, 'UTC').split(' ')
  return words.join(' ')
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Each is made once: making one costs more than a hundred uses of it. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', options)
  formatters.set(key, made)
  return made
}
