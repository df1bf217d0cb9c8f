import type { Language } from './messages.ts'

const locales: Record<Language, string> = { en: 'en-GB', cy: 'cy' }

/** `3 November 2026`, `3 Tachwedd 2026`; in the time of the city unless told otherwise. */
export function formatDate(iso: string, language: Language, timeZone = 'Europe/London'): string {
  return format(iso, language, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
}

/** `3 November 2026, 14:05 GMT`: whoever reads it may be elsewhere. */
export function formatDateTime(
  iso: string,
  language: Language,
  timeZone = 'Europe/London',
): string {
  const time = format(iso, language, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short',
  })
  return `${formatDate(iso, language, timeZone)}, ${time}`
}

function format(iso: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(iso))
}
