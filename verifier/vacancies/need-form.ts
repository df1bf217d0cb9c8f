import { z } from 'zod'
import { mostIdsOfBadge, type Need, neededStrengths, zNeed } from '../../shared/skills/need.ts'
import { type Skill, skillKey } from '../../shared/skills/skill-alignments.ts'

const zField = z.string().max(50_000).default('')

/** As it was typed; `ids` are those of a badge that was found, one a line. */
export const zNeedForm = z.object({
  skill: zField,
  must: zField,
  strength: zField,
  name: zField,
  ids: zField,
})

export type NeedForm = z.infer<typeof zNeedForm>

const zNew = zNeed.omit({ id: true })

/**
 * The need that was written. A skill that badges show goes by its address too, so that it is found in any language.
 * @returns undefined where it names nothing that can be asked for
 */
export function readNeedForm(
  form: NeedForm,
  known: readonly Skill[],
): Omit<Need, 'id'> | undefined {
  const minimumStrength = neededStrengths.find((strength) => strength === form.strength)
  const need = zNew.safeParse({
    ...wantedBy(form, known),
    isRequired: form.must !== 'welcome',
    ...(minimumStrength !== undefined && { minimumStrength }),
  })
  return need.success ? need.data : undefined
}

function wantedBy({ skill, name, ids }: NeedForm, known: readonly Skill[]) {
  const badge = ids.split('\n').map((id) => id.trim())
  if (ids.trim() !== '') {
    return { label: name, wanted: { kind: 'badge', ids: badge.slice(0, mostIdsOfBadge) } }
  }
  const typed = skill.trim()
  const { name: label, url }: Skill = known.find(
    (one) => skillKey(one) === skillKey({ name: typed }),
  ) ?? { name: typed }
  return { label, wanted: { kind: 'skill', name: label, ...(url !== undefined && { url }) } }
}
