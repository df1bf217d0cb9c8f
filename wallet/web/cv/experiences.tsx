import type { Experience } from '../../../shared/cv/own-words.ts'
import { withDetail } from '../../core/cv/edit-words.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/words.ts'

type ExperiencesProps = {
  title: string
  /** Name of the first field. */
  what: string
  add: string
  list: readonly Experience[]
  onChange(update: (list: readonly Experience[]) => Experience[]): void
}

const maxEntries = 30

/** Stretches of work or education, each with its own fields. */
export function Experiences({ title, what, add, list, onChange }: ExperiencesProps) {
  const text = useText()
  return (
    <section>
      <h3>{title}</h3>
      {list.map((entry, index) => {
        const field = (detail: keyof Experience) => ({
          value: entry[detail] ?? '',
          maxLength: detail === 'more' ? 3_000 : 200,
          onInput: (value: string) =>
            onChange((now) =>
              now.map((each, at) => (at === index ? withDetail(each, detail, value) : each)),
            ),
        })
        return (
          // entries have no name of their own; fields hold no state but what is given
          <fieldset key={index} class="govuk-fieldset cv__entry">
            <legend class="visually-hidden">
              {title}: {entry.what || text('cv.entry-new')}
            </legend>
            <TextField label={what} {...field('what')} />
            <TextField label={text('cv.where')} {...field('where')} isOptional />
            <div class="cv__times">
              <TextField label={text('cv.from')} {...field('from')} isOptional />
              <TextField label={text('cv.until')} {...field('until')} isOptional />
            </div>
            <p class="govuk-hint">{text('cv.times-hint')}</p>
            <TextField label={text('cv.more')} {...field('more')} rows={3} isOptional />
            <button
              type="button"
              class="link-button"
              onClick={() => onChange((now) => now.filter((_, at) => at !== index))}
            >
              {text('cv.entry-remove', { what: entry.what || text('cv.entry-new') })}
            </button>
          </fieldset>
        )
      })}
      {list.length < maxEntries ? (
        <Button kind="second" onClick={() => onChange((now) => [...now, { what: '' }])}>
          {add}
        </Button>
      ) : (
        <p class="govuk-hint">{text('cv.entries-full', { count: maxEntries })}</p>
      )}
    </section>
  )
}
