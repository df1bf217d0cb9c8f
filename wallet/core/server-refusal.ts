import { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'

/**
 * What servers say in a code that a wallet has words of its own for. Their own words are not repeated: whoever runs
 * the server could write anything there.
 * @see RFC 9457
 */
const sentences = {
  offer_claimed: 'This badge was taken already, with this link. Look whether you have it',
  offer_withdrawn: 'The provider took this badge back. Ask the provider about it',
  offer_locked:
    'The code was wrong too often, so this link is shut. Ask the provider for a new one',
  request_answered: 'This request was answered already. Ask for a new one',
  request_expired: 'The time of this request is over. Ask for a new one',
} as const satisfies Partial<Record<ErrorCode, string>>

const longestWaitSeconds = 86_400

/** The refusal in an answer where it is one that says more than its status; the body is read. */
export async function refusalIn(response: Response): Promise<AppError | undefined> {
  if (response.ok) return undefined
  const code = await codeIn(response)
  return code === undefined ? undefined : new AppError(code, sentences[code])
}

const requestRefusals: Readonly<Record<number, keyof typeof sentences>> = {
  409: 'request_answered',
  410: 'request_expired',
}

/** What the status of an asker says of its request; protocols of OAuth have no code for it. */
export function requestRefusalOf({ status }: Pick<Response, 'status'>): AppError | undefined {
  const code = requestRefusals[status]
  return code === undefined ? undefined : new AppError(code, sentences[code])
}

/** @see RFC 6585 section 4, RFC 9110 section 10.2.3 */
export function tooManyRequests(response: Pick<Response, 'headers'>): AppError {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const isTold = Number.isInteger(seconds) && seconds > 0 && seconds <= longestWaitSeconds
  return new AppError(
    'rate_limited',
    isTold
      ? `The other side is busy. Nothing is lost: try again in ${seconds} seconds`
      : 'The other side is busy. Nothing is lost: try again in a few minutes',
  )
}

async function codeIn(response: Response): Promise<keyof typeof sentences | undefined> {
  try {
    const answer: unknown = await response.json()
    if (typeof answer !== 'object' || answer === null || !('code' in answer)) return undefined
    return isKnown(answer.code) ? answer.code : undefined
  } catch {
    // a refusal may be anything
    return undefined
  }
}

function isKnown(code: unknown): code is keyof typeof sentences {
  return typeof code === 'string' && Object.hasOwn(sentences, code)
}
