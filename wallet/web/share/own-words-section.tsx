import type { ComponentChildren } from 'preact'
import { type Experience, isWordless, type OwnWords } from '../../../shared/cv/own-words.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { useText } from '../shell/words.ts'

/** What the candidate says of themselves, apart from everything that is proven. */
export function OwnWordsSection({ words }: { words: OwnWords }) {
  const text = useText()
  if (isWordless(words)) return null
  const { name, email, phone, place, about, work, education, skills } = words
  const contact = [email, phone, place].map(shown).filter((line) => line !== undefined)
  return (
    <section class="report__self">
      <h2>{text('report.self-title')}</h2>
      <p>{text('report.self-text')}</p>
      <dl class="own-words">
        <Said what={text('share.self-name')}>{shown(name)}</Said>
        <Said what={text('share.self-contact')}>
          {contact.length > 0 ? contact.map((line) => <div key={line}>{line}</div>) : undefined}
        </Said>
        <Said what={text('share.self-about')}>{paragraphs(about)}</Said>
        <Said what={text('share.self-work')}>{experiences(work)}</Said>
        <Said what={text('share.self-education')}>{experiences(education)}</Said>
        <Said what={text('share.self-skills')}>
          {skills.map(shown).filter(Boolean).join(', ') || undefined}
        </Said>
      </dl>
    </section>
  )
}

function Said({ what, children }: { what: string; children?: ComponentChildren }) {
  if (children === undefined) return null
  return (
    <div>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function experiences(list: readonly Experience[]) {
  if (list.length === 0) return undefined
  return list.map((each, index) => {
    const times = [shown(each.from), shown(each.until)].filter(Boolean).join(' – ')
    return (
      // entries have no name of their own and never move
      <div key={index} class="own-words__entry">
        <strong>{shown(each.what)}</strong>
        {shown(each.where) && <div>{shown(each.where)}</div>}
        {times !== '' && <div class="second">{times}</div>}
        {paragraphs(each.more)}
      </div>
    )
  })
}

/** Lines stay lines; nothing in them steers the page. */
function paragraphs(text: string | undefined) {
  const lines = text?.split(/\r\n|\r|\n/).map((line) => displayText(line, 3_000)) ?? []
  const said = lines.filter((line) => line !== undefined)
  // lines have no name of their own and never move
  return said.length === 0 ? undefined : said.map((line, index) => <p key={index}>{line}</p>)
}

function shown(text: string | undefined): string | undefined {
  return displayText(text, 200)
}
