import { remembering } from '../cache/remembering.ts'
import { isJsonObject } from '../json/json.ts'

/** A skill that an achievement is aligned to, as the awarder names it. */
export type Skill = { name: string; url?: string }

/** Alignments that say how an achievement was shown, or which layer of a badge standard it is on, name no skill. */
const ownPrefix = 'urn:waymark:'
const maxSkills = 60

/** The skills that an achievement's alignments name, each once. */
export function skillsIn(alignments: unknown): Skill[] {
  const entries: unknown[] = Array.isArray(alignments) ? alignments : []
  const skills = new Map<string, Skill>()
  for (const entry of entries) {
    if (!isJsonObject(entry)) continue
    const { targetName: name, targetUrl: url } = entry
    if (typeof name !== 'string' || name.trim() === '') continue
    if (typeof url === 'string' && url.startsWith(ownPrefix)) continue
    const key = skillKey({ name })
    if (!skills.has(key)) skills.set(key, { name, ...(typeof url === 'string' && { url }) })
  }
  return [...skills.values()].slice(0, maxSkills)
}

/** Two badges speak of the same skill where it has the same name, however that is written. */
export function skillKey({ name }: Pick<Skill, 'name'>): string {
  return keyOfName(name)
}

const keyOfName = remembering((name) =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase(),
)
