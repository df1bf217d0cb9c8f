import { displayText } from '../../../shared/i18n/display-text.ts'
import { skillKey } from '../../../shared/skills/skill-alignments.ts'
import { achievementPlace } from '../../../shared/verify/achievement-place.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { issuerPlace } from '../../core/record/issuer-place.ts'
import { Icon } from '../shell/icons.tsx'
import { Link } from '../shell/link.tsx'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { type Text, useText } from '../shell/words.ts'

/** Where a new badge leads: its page, the person's own words, a CV, and what its awarder says comes next. */
export function WhatNext({ badge }: { badge: HeldBadge }) {
  const text = useText()
  const { ports } = useWallet()
  const rows = useLoaded(badge.id, () => ports.store.listRows())
  const page = publicPage(badge)
  const { issuer } = badge.summary
  const provider = displayText(issuer.name) ?? issuerPlace(issuer.id) ?? ''
  const here = `/badges/${encodeURIComponent(badge.id)}`
  const places = [
    { to: here, words: text('receive.next-look') },
    { to: '/cv', words: text('receive.next-cv') },
  ]
  return (
    <section>
      <h2>{text('receive.next')}</h2>
      {rows && <SkillLines lines={skillLines(badge, rows, text)} />}
      <ul class="link-list">
        {places.map(({ to, words }) => (
          <li key={words} class="link-list__item">
            <Link class="link-list__link" to={to}>
              <span class="link-list__name">{words}</span>
              <Icon name="chevron" />
            </Link>
          </li>
        ))}
        {page !== undefined && (
          <li class="link-list__item">
            <a class="link-list__link" href={page} rel="noreferrer noopener external">
              <span class="link-list__name">{text('receive.next-page', { provider })}</span>
              <Icon name="chevron" />
            </a>
          </li>
        )}
      </ul>
    </section>
  )
}

function SkillLines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** The achievement's own page, where it is at its awarder's address: for a person to open, never fetched. */
export function publicPage({ summary }: Pick<HeldBadge, 'summary'>): string | undefined {
  const { achievement, issuer } = summary
  return achievementPlace(achievement?.id, issuer.id) === 'home' ? achievement?.id : undefined
}

const maxLines = 3

/** How the new badge stands among those that the person has. */
function skillLines(badge: HeldBadge, rows: readonly BadgeRow[], text: Text): string[] {
  const others = rows.filter(({ id, achievementId }) => {
    return id !== badge.id && achievementId !== badge.summary.achievement?.id
  })
  return (badge.summary.achievement?.skills ?? []).slice(0, maxLines).flatMap((skill) => {
    const name = displayText(skill.name)
    if (name === undefined) return []
    const key = skillKey(skill)
    const count = others.filter((row) => row.skills.some((each) => skillKey(each) === key)).length
    return count === 0
      ? [text('receive.next-first-skill', { skill: name })]
      : [text('receive.next-same-skill', { count, skill: name })]
  })
}
