import type { SkillEvidence } from '../../../shared/cv/skill-evidence.ts'
import { useText } from '../shell/words.ts'

type SkillListProps = {
  skills: readonly SkillEvidence[]
  /** Name of the n-th badge. */
  nameOf(index: number): string
}

/** The skills of a CV with the kind of evidence behind each: never a score, never an order of people. */
export function SkillList({ skills, nameOf }: SkillListProps) {
  const text = useText()
  if (skills.length === 0) return null
  return (
    <section class="skills">
      <h2>{text('share.skills')}</h2>
      <p>{text('share.skills-text')}</p>
      <dl class="skills__list">
        {skills.map(({ skill, strength, badges }) => (
          <div key={skill} class="skills__skill">
            <dt>
              <bdi>{skill}</bdi>
            </dt>
            <dd>
              <span class={`strength strength--${strength}`}>
                {strength === 'not-stated' ? text('share.has-badge') : text(`stone.${strength}`)}
              </span>
              {badges.length > 0 && (
                <span class="skills__from">
                  {text('share.from-badges', {
                    badges: badges.map(({ index }) => nameOf(index)).join(', '),
                  })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
