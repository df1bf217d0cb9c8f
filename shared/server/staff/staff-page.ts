import type { Response } from 'express'
import { render } from '../render.ts'

export type FormFault = { field: string; text: string }

/** A page for who has not signed in. @param page.faults what is wrong with the form that was sent */
export function staffPage(
  response: Response,
  template: string,
  viewModel: object,
  page: { title: string; faults?: readonly FormFault[] },
): void {
  const { title, faults = [] } = page
  // as the console, these pages speak English until somebody has put them into Welsh
  response.locals.lang = 'en'
  render(
    response,
    template,
    { ...viewModel, title, ...faultsModel(faults) },
    { status: faults.length > 0 ? 422 : 200 },
  )
}

/** What forms show: a summary on top, and each fault beside its field. */
export function faultsModel(faults: readonly FormFault[]) {
  return {
    hasErrors: faults.length > 0,
    errors: faults.map(({ field, text }) => ({ text, href: `#${field}` })),
    errorOf: Object.fromEntries(faults.map(({ field, text }) => [field, text])),
  }
}

/** A field of a form, as text; a body that is no form has none. */
export function fieldOf(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return ''
  // sound: own property, checked above
  const value = (body as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}
