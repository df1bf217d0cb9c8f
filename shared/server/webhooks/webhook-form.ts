import { isAppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { type FormFault, fieldOf } from '../staff/staff-page.ts'
import { type EndpointInput, zEndpointInput } from './webhook.ts'

/** What stands in the form of an endpoint. */
export type EndpointForm = { name: string; url: string; events: readonly string[] }

export function readEndpointForm(body: unknown, events: readonly string[]): EndpointForm {
  return {
    name: fieldOf(body, 'name').trim(),
    url: fieldOf(body, 'url').trim(),
    events: events.filter((event) => fieldOf(body, `on-${event}`) === 'on'),
  }
}

const faults = {
  name: () => translate('en', 'console.webhooks.error.name'),
  url: () => translate('en', 'console.webhooks.error.url'),
  events: () => translate('en', 'console.webhooks.error.events'),
}

/** The form as the use cases take it, or what is wrong with it. */
export function parseEndpointForm(
  form: EndpointForm,
  events: readonly string[],
): { input: EndpointInput } | { faults: FormFault[] } {
  const parsed = zEndpointInput(events).safeParse(form)
  if (parsed.success) return { input: parsed.data }
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]))
  return {
    faults: (['name', 'url', 'events'] as const)
      .filter((field) => wrong.has(field))
      .map((field) => ({ field, text: faults[field]() })),
  }
}

/** What the rules refuse, beside the field that it is about; undefined where the error is another. */
export function faultOf(error: unknown): FormFault | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'address_forbidden') {
    return { field: 'url', text: translate('en', 'console.webhooks.error.url-forbidden') }
  }
  if (error.code !== 'conflict') return undefined
  return { field: 'name', text: translate('en', 'console.webhooks.error.many') }
}
