import type { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { plainIssue } from '../../errors/plain-issue.ts'

/**
 * The value as the schema reads it. The message names the exact path and rule and never repeats the value;
 * the ZodError is the cause, from which problem details list every fault.
 * @throws AppError request_malformed
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(value, { error: plainIssue })
  if (result.success) return result.data
  const [fault] = faultsOf(result.error)
  throw new AppError(
    'request_malformed',
    fault === undefined ? 'The body does not fit' : `${fault.path} ${fault.message}`,
    {
      cause: result.error,
    },
  )
}

export type Fault = { path: string; message: string }

/** What is wrong and where: `recipient.email`, `badges[2]`; the whole body is `body`. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }))
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'body'
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
