import { isAppError } from '../../shared/errors/app-error.ts'

/** `warn`: it works, and somebody should look. The text says what to do. */
export type Finding = { name: string; outcome: 'ok' | 'warn' | 'fail'; text: string }

export type Look = () => Promise<Omit<Finding, 'name'>>

/** What cannot be looked at has failed: a doctor who saw nothing calls nobody well. */
export async function lookAt(name: string, look: Look): Promise<Finding> {
  try {
    return { name, ...(await look()) }
  } catch (error) {
    return failure(name, error)
  }
}

export function failure(name: string, error: unknown): Finding {
  const isFull = error instanceof Error && /ENOSPC|SQLITE_FULL|disk is full/.test(error.message)
  const otherwise = isFull
    ? 'there is no room to look at it: make room'
    : 'it could not be looked at'
  const text = isAppError(error) ? `${error.code}: ${error.message}` : otherwise
  return { name, outcome: 'fail', text }
}

/** Signed times and those of other hosts may differ by a minute at most. */
export const mostSkewMs = 60_000
