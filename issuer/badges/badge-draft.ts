import { z } from 'zod'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import {
  type BadgeStandard,
  badgeStandards,
  findBadgeLayer,
} from '../../shared/skills/badge-standard.ts'
import { type BadgeDesign, type BadgeText, zBadgeDesign } from './badge.ts'

/** Where a draft stands. What is published is no draft any more. */
export const draftStates = ['draft', 'in-review', 'changes-asked', 'approved'] as const

export type DraftState = (typeof draftStates)[number]

const zDraftText = z.strictObject({
  name: z.string().trim().max(120).default(''),
  description: z.string().trim().max(500).default(''),
  criteria: z.string().trim().max(5_000).default(''),
  renewal: z.string().trim().max(500).default(''),
})

const { shape } = zBadgeDesign

/** A design that is not finished: what is missing is empty. */
export const zDraftDesign = z.strictObject({
  texts: z.strictObject({ en: zDraftText.prefault({}), cy: zDraftText.prefault({}) }).prefault({}),
  mainLanguage: shape.mainLanguage.default('en'),
  standard: shape.standard.optional(),
  layer: z.string().max(64).default(''),
  howShown: shape.howShown.default('attended'),
  statusPurpose: shape.statusPurpose.default('revocation'),
  achievementType: shape.achievementType.default('Badge'),
  skills: shape.skills.default([]),
  tags: shape.tags.default([]),
  hue: shape.hue.default('sea'),
  glyph: shape.glyph,
  picture: shape.picture,
  leadsTo: shape.leadsTo,
  validForMonths: shape.validForMonths,
})

export type DraftDesign = z.infer<typeof zDraftDesign>

export type BadgeDraft = {
  provider: string
  slug: string
  design: DraftDesign
  state: DraftState
  /** Who made it: `staff:<id>`. */
  author: string
  /** Counts what was saved, so that nobody writes over what they have not seen. */
  revision: number
  createdAt: string
  updatedAt: string
}

/** What a draft lacks before it can be a badge, by field of the form. */
export type DraftFault = `${'name' | 'description' | 'criteria'}-${Language}` | 'layer'

const textFields = ['name', 'description', 'criteria'] as const

/** The finished design, or what it lacks. */
export function finishDesign(
  draft: DraftDesign,
  standards: readonly BadgeStandard[],
): { design: BadgeDesign } | { faults: DraftFault[] } {
  const used = languages.filter(
    (language) => language === draft.mainLanguage || hasWords(draft, language),
  )
  const faults: DraftFault[] = used.flatMap((language) =>
    textFields
      .filter((field) => draft.texts[language][field] === '')
      .map((field): DraftFault => `${field}-${language}`),
  )
  const chosen = chosenLayer(draft, standards)
  if (faults.length > 0 || chosen === undefined) {
    return { faults: chosen === undefined ? [...faults, 'layer'] : faults }
  }
  const texts = Object.fromEntries(used.map((language) => [language, textOf(draft, language)]))
  return { design: { ...draft, texts, ...chosen } }
}

function hasWords({ texts }: DraftDesign, language: Language): boolean {
  return Object.values(texts[language]).some((text) => text !== '')
}

function textOf({ texts }: DraftDesign, language: Language): BadgeText {
  const { renewal, ...text } = texts[language]
  return { ...text, ...(renewal !== '' && { renewal }) }
}

/** A layer of a standard that is built in needs no words of its own: they are known wherever Waymark is. */
function chosenLayer(
  { standard: named, layer: code }: DraftDesign,
  standards: readonly BadgeStandard[],
): Pick<BadgeDesign, 'standard' | 'layer' | 'ownLayer'> | undefined {
  const standard = standards.find(
    ({ id, version }) => id === named?.id && version === named.version,
  )
  const layer = standard && findBadgeLayer(standard, code)
  if (standard === undefined || layer === undefined) return undefined
  const { id, version } = standard
  const { name, description } = layer
  const ownLayer = { standard: standard.name, name, description }
  const isBuiltIn = badgeStandards.includes(standard)
  return { standard: { id, version }, layer: code, ...(!isBuiltIn && { ownLayer }) }
}

/** The draft of a badge that is there already, to be changed or copied. */
export function draftOf(design: BadgeDesign): DraftDesign {
  const { ownLayer: _, texts, ...rest } = design
  return zDraftDesign.parse({
    ...rest,
    texts: Object.fromEntries(languages.map((language) => [language, texts[language] ?? {}])),
  })
}

/** The name to show for a draft: it may have none in its main language yet. */
export function draftName({ texts, mainLanguage }: DraftDesign): string {
  return texts[mainLanguage].name || texts.en.name || texts.cy.name
}

const reserved = new Set(['new', 'preview', 'similar', 'pictures'])

/** Part of addresses, made of the name: `first-aid-basics`; with a number where that is taken. */
export function slugFor(name: string, isTaken: (slug: string) => boolean): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f’']/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')
  const base = plain || 'badge'
  const isFree = (slug: string) => !reserved.has(slug) && !isTaken(slug)
  if (isFree(base)) return base
  for (let number = 2; ; number += 1) {
    if (isFree(`${base}-${number}`)) return `${base}-${number}`
  }
}
