import type { ComponentChildren } from 'preact'
import { displayText } from '../../../shared/i18n/display-text.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import type { BadgeContent, Evidence } from '../../core/record/badge-content.ts'
import { readPlainMarkdown, type TextBlock } from '../../core/record/plain-markdown.ts'
import { useText } from '../shell/words.ts'

type BadgeAboutProps = { badge: HeldBadge; content: BadgeContent }

/** What the badge says of itself. All of it is words of others: shown as text, never as markup. */
export function BadgeAbout({ badge: { summary }, content }: BadgeAboutProps) {
  const text = useText()
  const { achievement } = summary
  const about = displayText(achievement?.description, 2_000)
  const skills = (achievement?.skills ?? []).flatMap(({ name }) => displayText(name) ?? [])
  const { criteria, criteriaUrl, evidence, results } = content
  return (
    <>
      {about !== undefined && (
        <Part title={text('badge.about')}>
          <p>{about}</p>
        </Part>
      )}
      {(criteria !== undefined || criteriaUrl !== undefined) && (
        <Part title={text('badge.criteria')}>
          {criteria !== undefined && <PlainText markdown={criteria} />}
          {criteriaUrl !== undefined && (
            <p>
              <OutLink url={criteriaUrl}>{text('badge.criteria-link')}</OutLink>
            </p>
          )}
        </Part>
      )}
      {skills.length > 0 && (
        <Part title={text('badge.skills')}>
          <ul class="skill-list">
            {skills.map((skill) => (
              <li key={skill} class="skill-list__skill">
                {skill}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {evidence.length > 0 && (
        <Part title={text('badge.evidence')}>
          {evidence.map((each, index) => (
            <EvidencePart key={String(index)} evidence={each} />
          ))}
        </Part>
      )}
      {results.length > 0 && (
        <Part title={text('badge.results')}>
          <p>{results.join(', ')}</p>
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function EvidencePart({ evidence: { name, text: words, url } }: { evidence: Evidence }) {
  const text = useText()
  return (
    <>
      {name !== undefined && <h3>{name}</h3>}
      {words !== undefined && <PlainText markdown={words} />}
      {url !== undefined && (
        <p>
          <OutLink url={url}>{text('badge.evidence-link', { address: new URL(url).host })}</OutLink>
        </p>
      )}
    </>
  )
}

function PlainText({ markdown }: { markdown: string }) {
  return readPlainMarkdown(markdown).map((block, index) => <Block key={String(index)} {...block} />)
}

function Block(block: TextBlock) {
  if (block.kind !== 'list') {
    return <p>{block.kind === 'heading' ? <strong>{block.text}</strong> : block.text}</p>
  }
  return (
    <ul>
      {block.items.map((item, index) => (
        <li key={String(index)}>{item}</li>
      ))}
    </ul>
  )
}

/** For the person to follow; the other side learns nothing of where they came from. */
export function OutLink({ url, children }: { url: string; children: ComponentChildren }) {
  return (
    <a href={url} target="_blank" rel="noreferrer noopener external">
      {children}
    </a>
  )
}
