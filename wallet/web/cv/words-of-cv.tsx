import type { OwnWords } from '../../../shared/cv/own-words.ts'
import {
  areSkillsFull,
  maxSkills,
  skillsOfLines,
  type WordsLine,
  withLine,
} from '../../core/cv/edit-words.ts'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/words.ts'
import { Experiences } from './experiences.tsx'

type WordsOfCvProps = {
  words: OwnWords
  onChange(update: (words: OwnWords) => OwnWords): void
}

/** What the owner says of themselves: marked as that here, and to everybody who reads it. */
export function WordsOfCv({ words, onChange }: WordsOfCvProps) {
  const text = useText()
  const field = (line: WordsLine) => ({
    value: words[line] ?? '',
    onInput: (value: string) => onChange((now) => withLine(now, line, value)),
    isOptional: true,
    maxLength: 200,
  })
  return (
    <section class="cv__part cv__part--self">
      <h2>{text('cv.self')}</h2>
      <p>{text('cv.self-text')}</p>
      <TextField label={text('cv.your-name')} {...field('name')} autocomplete="name" />
      <TextField
        label={text('cv.email')}
        {...field('email')}
        type="email"
        inputMode="email"
        autocomplete="email"
      />
      <TextField label={text('cv.phone')} {...field('phone')} />
      <TextField label={text('cv.place')} hint={text('cv.place-hint')} {...field('place')} />
      <TextField
        label={text('cv.about')}
        hint={text('cv.about-hint')}
        {...field('about')}
        rows={5}
        maxLength={3_000}
      />
      <Experiences
        title={text('cv.work')}
        what={text('cv.work-what')}
        add={text('cv.work-add')}
        list={words.work}
        onChange={(update) => onChange((now) => ({ ...now, work: update(now.work) }))}
      />
      <Experiences
        title={text('cv.education')}
        what={text('cv.education-what')}
        add={text('cv.education-add')}
        list={words.education}
        onChange={(update) => onChange((now) => ({ ...now, education: update(now.education) }))}
      />
      <TextField
        label={text('cv.skills')}
        hint={text('cv.skills-hint')}
        value={words.skills.join('\n')}
        onInput={(lines) => onChange((now) => ({ ...now, skills: skillsOfLines(lines) }))}
        rows={4}
        isOptional
      />
      {areSkillsFull(words.skills) && (
        <p class="govuk-hint" role="status">
          {text('cv.skills-full', { count: maxSkills })}
        </p>
      )}
    </section>
  )
}
