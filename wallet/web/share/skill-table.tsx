import type { SkillEvidence } from '../../../shared/cv/skill-evidence.ts'
import { useText } from '../shell/words.ts'

type SkillTableProps = {
  skills: readonly SkillEvidence[]
  /** Name of the n-th badge. */
  nameOf(index: number): string
}

/** The skills of a CV with the kind of evidence behind each: never a score, never an order of people. */
export function SkillTable({ skills, nameOf }: SkillTableProps) {
  const text = useText()
  if (skills.length === 0) return null
  return (
    <section class="skills">
      <h2>{text('share.skills')}</h2>
      <p>{text('share.skills-text')}</p>
      <table class="govuk-table skills__table">
        <thead class="govuk-table__head">
          <tr>
            <th class="govuk-table__header" scope="col">
              {text('share.skill')}
            </th>
            <th class="govuk-table__header" scope="col">
              {text('share.evidence')}
            </th>
          </tr>
        </thead>
        <tbody>
          {skills.map(({ skill, strength, badges }) => (
            <tr key={skill}>
              <th class="govuk-table__header" scope="row">
                <bdi>{skill}</bdi>
              </th>
              <td class="govuk-table__cell">
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
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
