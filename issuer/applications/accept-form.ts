import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import type { Acceptance } from './decide.ts'

const fields = ['slug', 'nameEn', 'nameCy', 'descriptionEn', 'descriptionCy', 'state'] as const

const zForm = z.object({
  slug: z.string().trim().pipe(zSlug),
  nameEn: z.string().trim().min(1).max(200),
  nameCy: z.string().trim().max(200),
  descriptionEn: z.string().trim().min(1).max(500),
  descriptionCy: z.string().trim().max(500),
  state: z.enum(['draft', 'active']),
})

const sentences = {
  slug: 'slug',
  nameEn: 'name',
  nameCy: 'name',
  descriptionEn: 'description',
  descriptionCy: 'description',
  state: 'state',
} as const satisfies Record<(typeof fields)[number], string>

/** As what kind of provider an applicant is accepted, as the form says. */
export function readAcceptance(body: unknown): {
  acceptance?: Acceptance
  values: Record<string, string>
  faults: { field: string; text: string }[]
} {
  const values = Object.fromEntries(fields.map((field) => [field, fieldOf(body, field)]))
  const read = zForm.safeParse(values)
  if (!read.success) {
    const wrong = new Set(read.error.issues.map(({ path }) => path[0]))
    const faults = fields
      .filter((field) => wrong.has(field))
      .map((field) => ({
        field,
        text: translate('en', `console.providers.error.${sentences[field]}`),
      }))
    return { values, faults }
  }
  const { slug, nameEn, nameCy, descriptionEn, descriptionCy, state } = read.data
  const name = { en: nameEn, cy: nameCy || nameEn }
  const description = { en: descriptionEn, cy: descriptionCy || descriptionEn }
  return { acceptance: { slug, name, description, state }, values, faults: [] }
}
