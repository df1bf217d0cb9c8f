import { z } from 'zod'
import { zNeed } from '../../shared/skills/need.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import { advertUrl } from './advert.ts'
import { needsInWords } from './needs-in-words.ts'
import { phaseOf, type Vacancy, vacancyStates, zVacancyContent } from './vacancy.ts'

/** A vacancy as the API tells it. */
export const zVacancyJson = zVacancyContent
  .omit({ opensAt: true, closesAt: true, trustedCities: true, retentionDays: true })
  .extend({
    id: z.string(),
    state: z.enum(vacancyStates),
    /** As it is at the moment, by its own dates too: `not-yet` before it opens. */
    phase: z.enum([...vacancyStates, 'not-yet']),
    advert: z.url(),
    needsInWords: z.object({ required: z.array(z.string()), welcome: z.array(z.string()) }),
    needs: z.array(zNeed),
    trustedCities: z.array(zDid).optional(),
    retentionDays: z.number(),
    opensAt: z.string().optional(),
    closesAt: z.string().optional(),
    createdAt: z.string(),
    publishedAt: z.string().optional(),
  })

export function vacancyJson(
  vacancy: Vacancy,
  { publicUrl, now }: { publicUrl: string; now: Date },
): z.infer<typeof zVacancyJson> {
  const { organisation: _, code: _code, needs, trustedCities, ...rest } = vacancy
  return {
    ...rest,
    phase: phaseOf(vacancy, now),
    advert: advertUrl(vacancy, publicUrl),
    needsInWords: needsInWords(needs, vacancy.language),
    needs: [...needs],
    ...(trustedCities && { trustedCities: [...trustedCities] }),
  }
}
