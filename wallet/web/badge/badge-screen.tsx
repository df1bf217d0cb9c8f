import { readBadgeContent } from '../../core/record/badge-content.ts'
import { badgeRow } from '../../core/record/badge-row.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { rowName } from '../record/row-words.ts'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import type { ScreenProps } from '../shell/route.ts'
import { useText } from '../shell/words.ts'
import { BadgeAbout } from './badge-about.tsx'
import { BadgeChecks } from './badge-checks.tsx'
import { BadgeHead } from './badge-head.tsx'
import { BadgeStanding } from './badge-standing.tsx'
import { DeleteBadge } from './delete-badge.tsx'
import { Reflection } from './reflection.tsx'
import { ShownTo } from './shown-to.tsx'
import { TakeOut } from './take-out.tsx'
import { type KeptBadge, useBadge } from './use-badge.ts'

/** Everything that is known of one badge, and what can be done with it. */
export function BadgeScreen({ id = '' }: ScreenProps) {
  const kept = useBadge(id)
  if (kept === undefined) return <Loading />
  return kept === null ? <MissingBadge /> : <BadgePage kept={kept} />
}

function BadgePage({ kept: { badge, shownTo } }: { kept: KeptBadge }) {
  const text = useText()
  const row = badgeRow(badge)
  const content = readBadgeContent(badge.text)
  return (
    <Page title={rowName(row, text)} back="/">
      <BadgeHead badge={badge} row={row} content={content} />
      <BadgeStanding badge={badge} row={row} />
      <BadgeChecks badge={badge} />
      <BadgeAbout badge={badge} content={content} />
      <Reflection badge={badge} />
      <ShownTo disclosures={shownTo} />
      <TakeOut badge={badge} />
      <DeleteBadge badge={badge} name={rowName(row, text)} />
    </Page>
  )
}

function MissingBadge() {
  const text = useText()
  return (
    <Page title={text('badge.title')} back="/">
      <EmptyState title={text('badge.missing')}>
        <p>{text('badge.missing-text')}</p>
        <p>
          <Link to="/">{text('receive.home')}</Link>
        </p>
      </EmptyState>
    </Page>
  )
}
