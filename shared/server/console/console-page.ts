import type { Response } from 'express'
import type { AppError } from '../../errors/app-error.ts'
import { faultsOf } from '../http/parse-body.ts'
import { render } from '../render.ts'
import { signedInOf } from '../staff/signed-in.ts'

/**
 * Answers with a page of the console, for who has signed in. The template extends `console.njk` and fills its block
 * `content`; forms in it begin with `{{ parts.formToken() }}`.
 */
export function consolePage(
  response: Response,
  template: string,
  viewModel: object,
  page: { title: string; area?: string; status?: number },
): void {
  const { account, csrf } = signedInOf(response)
  const { shell = { rooms: [], areas: [] }, flash } = response.locals
  // the console speaks English until somebody has put it into Welsh
  response.locals.lang = 'en'
  const { title, area, status } = page
  render(
    response,
    template,
    { ...viewModel, csrf, console: { ...shell, title, area, account, flash } },
    { ...(status !== undefined && { status }) },
  )
}

export type Confirmation = {
  title: string
  /** What happens, and whether it can be taken back. */
  text: string
  /** The same in more detail, one thing each. */
  points?: readonly string[]
  /** Where the form goes. */
  action: string
  /** Names the act: `Revoke this badge`. */
  button: string
  /** Where one goes who does not want it. */
  back: string
  /** What goes with the form. */
  fields?: Readonly<Record<string, string>>
  area?: string
  /** False for what does no harm. */
  isHarmful?: boolean
  /** What has to be said with it, such as a reason. */
  inputs?: readonly {
    name: string
    label: string
    hint?: string
    value?: string
    error?: string | undefined
  }[]
}

/** Asks before something is done that cannot easily be taken back. */
export function confirmPage(response: Response, confirmation: Confirmation): void {
  const { title, area, isHarmful = true, ...rest } = confirmation
  const hasErrors = rest.inputs?.some(({ error }) => error !== undefined) ?? false
  consolePage(
    response,
    'confirm.njk',
    { confirmation: { ...rest, isHarmful }, hasErrors },
    { title, ...(area !== undefined && { area }), ...(hasErrors && { status: 400 }) },
  )
}

/** What is wrong with a form that parseBody refused, by field; undefined where the error is another. */
export function formErrors(error: AppError): Record<string, string> | undefined {
  if (error.code !== 'request_malformed') return undefined
  const { cause } = error
  if (!(cause instanceof Error) || !('issues' in cause)) return {}
  // parseBody alone throws this code with a ZodError as its cause
  const faults = faultsOf(cause as Parameters<typeof faultsOf>[0])
  // the entry of a list is wrong in the field of the list
  return Object.fromEntries(
    faults.map(({ path, message }) => [path.replace(/\[\d+\].*$/, ''), sentenceOf(message)]),
  )
}

/** Plain issues follow the path of a value: "name must not be empty". Beside its field they stand alone. */
function sentenceOf(message: string): string {
  return /^(?:must|is|has|does) /.test(message) ? `It ${message}` : message
}
