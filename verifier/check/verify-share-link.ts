import { openShare, type ShareFetch } from '../../shared/cv/open-share.ts'
import { parseShareLink } from '../../shared/cv/share-link.ts'
import type { SharedCv } from '../../shared/cv/shared-cv.ts'
import { type ShareReport, verifyShare } from '../../shared/cv/verify-share.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'

/**
 * Opens the link of a shared CV and checks what is in it. The wallet server is asked for ciphertext and learns no more
 * than that somebody looks. What was presented comes along, for who keeps a hash of it.
 * @throws AppError share_link_malformed | share_expired | share_withdrawn | share_damaged | not_found | fetch_failed
 */
export async function verifyShareLink(
  text: string,
  { verification, fetch }: { verification: VerificationPorts; fetch: ShareFetch },
  policy: VerificationPolicy = {},
): Promise<ShareReport & Pick<SharedCv, 'presentations'>> {
  const link = parseShareLink(text)
  const cv = await openShare(link, { fetch, clock: verification.clock })
  const shown = await verifyShare(cv, link.key, { ports: verification, policy })
  return { ...shown, presentations: cv.presentations }
}
