import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { plainIssue } from '../errors/plain-issue.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const trueWords = new Set(['1', 'true', 'yes', 'on'])
const falseWords = new Set(['0', 'false', 'no', 'off'])

/** A TCP port; 0 lets the system choose. */
export const zPort = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port number, 0 to 65535')

/** A switch: true, yes, on, 1; or false, no, off, 0. */
export const zFlag = z
  .string()
  .refine(
    (word) => trueWords.has(word.toLowerCase()) || falseWords.has(word.toLowerCase()),
    'must be true or false',
  )
  .transform((word) => trueWords.has(word.toLowerCase()))

/** The address under which people reach an application: http(s), no user, query or fragment; no slash at its end. */
export const zPublicUrl = z
  .string()
  .refine(isPublicUrl, 'must be an address like https://city.example, without query or fragment')
  .transform((text) => new URL(text).href.replace(/\/+$/, ''))

/** A mail server: smtp:// or smtps://, with user and password where it wants them. */
export const zSmtpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^smtps?:\/\/[^/]+\/?$/.test(new URL(text).href),
    'must be an address like smtp://user:password@mail.example:587',
  )

export const zMailAddress = z.email('must be one e-mail address').max(254)

export const zLogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])

export type LogLevel = z.infer<typeof zLogLevel>

/**
 * Parses settings from the environment. The schema is an object with a member per variable; a variable that
 * is set to nothing counts as missing.
 * @param whatToDo a sentence per variable, added to the message when that variable is the one at fault
 * @returns the parsed settings, frozen
 * @throws AppError config_invalid naming every variable at fault, never its value
 */
export function readSettings<S extends z.ZodType>(
  schema: S,
  env: Environment,
  whatToDo: Readonly<Record<string, string>> = {},
): Readonly<z.output<S>> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = schema.safeParse(set, { error: plainIssue })
  if (result.success) return Object.freeze(result.data)
  throw new AppError(
    'config_invalid',
    result.error.issues.map((issue) => describeIssue(issue, set, whatToDo)).join('; '),
  )
}

function describeIssue(
  issue: z.core.$ZodIssue,
  set: Record<string, unknown>,
  whatToDo: Readonly<Record<string, string>>,
): string {
  const variable = String(issue.path[0] ?? 'the configuration')
  const isMissing = issue.path.length > 0 && !(variable in set)
  const problem = isMissing ? `${variable} is missing` : `${variable} ${issue.message}`
  const advice = whatToDo[variable]
  return advice ? `${problem} (${advice})` : problem
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  return !url.username && !url.password && !/[?#]/.test(text)
}
