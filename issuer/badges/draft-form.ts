import { z } from 'zod'
import { languages } from '../../shared/i18n/messages.ts'
import { type StoneGlyph, stoneGlyphs, stoneHues } from '../../shared/look/stone.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { type BadgeSkill, zBadgeDesign, zLeadsTo } from './badge.ts'
import { type DraftDesign, zDraftDesign } from './badge-draft.ts'

const zText = (max: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(max))

const zListed = z
  .string()
  .max(2_000)
  .default('')
  .transform((text) => [...new Set(text.split(/[,\n]/).map((word) => word.trim()))])
  .transform((words) => words.filter((word) => word !== ''))

const { shape } = zBadgeDesign
// sound: these are the names of the pictures, all of them
const glyphNames = Object.keys(stoneGlyphs) as StoneGlyph[]

/** The designer's form, as a browser sends it: one text for each field. */
const zDraftForm = z.looseObject({
  'name-en': zText(120),
  'description-en': zText(500),
  'criteria-en': zText(5_000),
  'renewal-en': zText(500),
  'name-cy': zText(120),
  'description-cy': zText(500),
  'criteria-cy': zText(5_000),
  'renewal-cy': zText(500),
  'main-language': z.enum(languages).default('en'),
  layer: z.string().max(150).default(''),
  'how-shown': shape.howShown.default('attended'),
  purpose: shape.statusPurpose.default('revocation'),
  type: shape.achievementType.default('Badge'),
  tags: zListed.pipe(shape.tags),
  hue: z.enum(stoneHues).default('sea'),
  face: z.enum([...glyphNames, 'none', 'picture']).default('none'),
  picture: z.union([z.literal(''), shape.picture]).optional(),
  months: z
    .string()
    .trim()
    .default('')
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(z.int().min(1).max(600).optional()),
  'leads-to': zListed.pipe(z.array(zLeadsTo).max(10)),
})

export type DraftForm = z.infer<typeof zDraftForm>

/** @throws AppError request_malformed, with the fields that are wrong */
export function parseDraftForm(body: unknown): DraftForm {
  return parseBody(zDraftForm, body)
}

/** The codes of the skills that are ticked. */
export function tickedSkills(body: object): string[] {
  return Object.keys(body).flatMap((name) => /^skill-([a-z0-9-]{1,64})$/.exec(name)?.[1] ?? [])
}

/** Badges of the provider's own that are ticked under "leads to". */
function tickedBadges(form: object): string[] {
  return Object.keys(form).flatMap((name) => {
    const reference = name.startsWith('leads-to-') ? name.slice('leads-to-'.length) : ''
    return zLeadsTo.safeParse(reference).success ? [reference] : []
  })
}

/** @param skills those that are ticked, with their names */
export function designOfForm(form: DraftForm, skills: readonly BadgeSkill[]): DraftDesign {
  const [id, version, ...layer] = form.layer.split(':')
  const texts = Object.fromEntries(
    languages.map((language) => [
      language,
      {
        name: form[`name-${language}`],
        description: form[`description-${language}`],
        criteria: form[`criteria-${language}`],
        renewal: form[`renewal-${language}`],
      },
    ]),
  )
  const { face, picture } = form
  const leadsTo = [...new Set([...tickedBadges(form), ...form['leads-to']])]
  return parseBody(zDraftDesign, {
    texts,
    mainLanguage: form['main-language'],
    ...(id && version && { standard: { id, version }, layer: layer.join(':') }),
    howShown: form['how-shown'],
    statusPurpose: form.purpose,
    achievementType: form.type,
    skills,
    tags: form.tags,
    hue: form.hue,
    ...(face === 'picture' && picture && { picture }),
    ...(face !== 'picture' && face !== 'none' && { glyph: face }),
    ...(form.months !== undefined && { validForMonths: form.months }),
    ...(leadsTo.length > 0 && { leadsTo }),
  })
}

/** What the form shows of a design, by field. */
export function formOfDesign(design: DraftDesign): Record<string, string> {
  const { texts, standard, layer } = design
  const face = design.picture === undefined ? (design.glyph ?? 'none') : 'picture'
  return {
    ...Object.fromEntries(
      languages.flatMap((language) =>
        Object.entries(texts[language]).map(([field, text]) => [`${field}-${language}`, text]),
      ),
    ),
    'main-language': design.mainLanguage,
    layer: standard === undefined ? '' : `${standard.id}:${standard.version}:${layer}`,
    'how-shown': design.howShown,
    purpose: design.statusPurpose,
    type: design.achievementType,
    tags: design.tags.join(', '),
    hue: design.hue,
    face,
    picture: design.picture ?? '',
    months: design.validForMonths === undefined ? '' : String(design.validForMonths),
  }
}
