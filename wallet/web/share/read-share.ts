import { openShare } from '../../../shared/cv/open-share.ts'
import type { OwnWords } from '../../../shared/cv/own-words.ts'
import { formatShareLink, parseShareFragment } from '../../../shared/cv/share-link.ts'
import { verifyShare } from '../../../shared/cv/verify-share.ts'
import type { PresentationReport } from '../../../shared/verify/report.ts'
import { createReaderWorld } from './reader-world.ts'

/** What is to be shown of a share. */
export type OpenedShare = {
  report: PresentationReport
  ownWords?: OwnWords
  /** ISO 8601. */
  expiresAt: string
  /** The link to the whole. */
  link: string
  /** Of which badge the link was, from 1. */
  looksAt?: number
}

/**
 * Fetches, opens and checks what the fragment of this page's address leads to. The city that each awarder names is
 * asked too: its word is shown and decides nothing.
 * @throws AppError share_link_malformed | share_expired | share_withdrawn | share_damaged | not_found | fetch_failed
 */
export async function readShare(
  fragment: string,
  options: Parameters<typeof createReaderWorld>[0],
): Promise<OpenedShare> {
  const { badge: looksAt, ...found } = parseShareFragment(fragment)
  const link = { ...found, walletServer: options.walletServer }
  const world = createReaderWorld(options)
  const cv = await openShare(link, world)
  const { report, ownWords } = await verifyShare(cv, link.key, {
    ports: world.ports,
    policy: { asksNamedCity: true },
  })
  return {
    report,
    ...(ownWords && { ownWords }),
    expiresAt: cv.expiresAt,
    link: formatShareLink(link),
    ...(looksAt !== undefined && { looksAt }),
  }
}
