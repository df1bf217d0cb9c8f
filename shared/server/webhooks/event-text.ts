import { isMessageKey, translateLoosely } from '../../i18n/catalogue.ts'

/** What an event is, in words; its own name where it has none. */
export function eventText(event: string): string {
  const key = `console.webhooks.event.${event}`
  return isMessageKey(key) ? translateLoosely('en', key) : event
}
