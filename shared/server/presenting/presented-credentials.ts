import { credentialsOf, readSecured, type Secured } from '../../credential/secured.ts'
import { AppError, isAppError } from '../../errors/app-error.ts'
import type { JsonObject } from '../../json/json.ts'
import { formatOf } from '../../oid4vc/credential-format.ts'
import type { QueriedCredential } from '../../oid4vc/dcql-match.ts'
import type { Presentation, VpToken } from '../../oid4vc/oid4vp-response.ts'

/** One presentation of the response, and the one credential that it shows, unverified. */
export type Presented = {
  queryId: string
  presentation: Presentation
  /** The presentation, read. */
  secured: Secured
  credential: QueriedCredential
  /** The credential, read. */
  badge: Secured
}

/**
 * Takes the response apart, in its own order. Nothing is verified here.
 * @throws AppError presentation_malformed
 */
export function readPresented(vpToken: VpToken): Presented[] {
  return Object.entries(vpToken).flatMap(([queryId, presentations]) =>
    presentations.map((presentation) => ({
      queryId,
      presentation,
      ...credentialOf(presentation),
    })),
  )
}

/** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.1 */
function credentialOf(
  presentation: Presentation,
): Pick<Presented, 'secured' | 'credential' | 'badge'> {
  const secured = read(() => readSecured(presentation))
  if (secured.kind !== 'presentation') {
    throw malformed(
      'A credential was sent as it is; send a presentation of it, signed by its holder',
    )
  }
  const [credential, ...others] = read(() => credentialsOf(secured.document))
  if (others.length > 0)
    throw malformed('A presentation shows several credentials; send one in each')
  if (credential === undefined) throw malformed('A presentation shows no credential')
  const inner = read(() => readSecured(credential))
  if (inner.kind !== 'credential')
    throw malformed('A presentation shows something else than a credential')
  return {
    secured,
    credential: {
      format: formatOf[inner.securing],
      document: inner.document,
      isHolderBound: true,
    },
    badge: inner,
  }
}

function read<T extends Secured | JsonObject[]>(reading: () => T): T {
  try {
    return reading()
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed(`A presentation cannot be read: ${cause.message}`, cause)
  }
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('presentation_malformed', message, { cause })
}
