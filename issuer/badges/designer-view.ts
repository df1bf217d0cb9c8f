import { translate } from '../../shared/i18n/catalogue.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { glyphOfLayer, type StoneGlyph, stoneGlyphs, stoneHues } from '../../shared/look/stone.ts'
import { renderMarkdown } from '../../shared/server/markdown.ts'
import { type BadgeStandard, findBadgeLayer } from '../../shared/skills/badge-standard.ts'
import { howShownValues } from '../../shared/skills/how-shown.ts'
import type { BadgeSkill } from './badge.ts'
import { type DraftDesign, type DraftFault, finishDesign } from './badge-draft.ts'
import { picturePath } from './badge-view.ts'
import type { SimilarBadge } from './similar-badges.ts'

export type PreviewInput = {
  provider: string
  design: DraftDesign
  standards: readonly BadgeStandard[]
  similar: readonly SimilarBadge[]
}

/** The badge as it will look, as far as it is written. */
export function previewModel({ provider, design, standards, similar }: PreviewInput) {
  const { texts, mainLanguage, standard: named, picture, glyph, hue, howShown } = design
  const standard = standards.find(
    ({ id, version }) => id === named?.id && version === named.version,
  )
  const layer = standard && findBadgeLayer(standard, design.layer)
  const shown = languages.filter(
    (language) =>
      language === mainLanguage || Object.values(texts[language]).some((text) => text !== ''),
  )
  return {
    cards: shown.map((language) => {
      const { name, description, criteria, renewal } = texts[language]
      return {
        language,
        name: name || translate('en', 'console.badges.no-name'),
        description,
        criteria: renderMarkdown(criteria),
        renewal,
        layer: layer?.name[language] ?? '',
        howShown,
        skills: design.skills.map((skill) => skill.name[language]),
        stone: {
          name: name || translate('en', 'console.badges.no-name'),
          hue,
          howShown,
          ...(layer && {
            layer: { glyph: glyphOfLayer(layer.code), word: layer.name[language] },
          }),
          ...(glyph !== undefined && { glyph }),
          ...(picture !== undefined && { picture: picturePath(provider, picture) }),
        },
      }
    }),
    months: design.validForMonths,
    tags: design.tags,
    picture: picture ?? '',
    faults: faultSentences(design, standards),
    similar,
  }
}

/** What is still to be written, as sentences with the field that they are about. */
function faultSentences(
  design: DraftDesign,
  standards: readonly BadgeStandard[],
): { field: DraftFault; text: string }[] {
  const finished = finishDesign(design, standards)
  if ('design' in finished) return []
  return finished.faults.map((field) => ({
    field,
    text: translate('en', `console.badges.missing.${field}`),
  }))
}

/** The choices that the form offers. */
export function designerChoices(input: {
  form: Record<string, string>
  design: DraftDesign
  standards: readonly BadgeStandard[]
  /** Skills to choose from beside those that are chosen. */
  found: readonly BadgeSkill[]
  /** The provider's own badges. */
  ownBadges: readonly { reference: string; name: string }[]
}) {
  const { form, design, standards, found, ownBadges } = input
  const chosen = new Set(design.skills.map(({ code }) => code))
  const leadsTo = new Set(design.leadsTo ?? [])
  const own = new Set(ownBadges.map(({ reference }) => reference))
  const skills = [...design.skills, ...found.filter(({ code }) => !chosen.has(code))]
  return {
    standards: standards.map(({ id, version, name, layers }) => ({
      name: `${name.en}, ${version}`,
      layers: layers.map(({ code, name: word, description }) => ({
        value: `${id}:${version}:${code}`,
        text: word.en,
        hint: { text: description.en },
        checked: form.layer === `${id}:${version}:${code}`,
      })),
    })),
    howShown: howShownValues
      .filter((value) => value !== 'self-stated')
      .map((value) => ({
        value,
        text: translate('en', `stone.${value}`),
        hint: { text: translate('en', `issuer.badge.how-shown.${value}`) },
        checked: form['how-shown'] === value,
      })),
    hues: stoneHues.map((hue) => ({
      hue,
      text: translate('en', `console.badges.hue.${hue}`),
      isChosen: form.hue === hue,
    })),
    // sound: these are the names of the pictures, all of them
    glyphs: (Object.keys(stoneGlyphs) as StoneGlyph[]).map((glyph) => ({
      glyph,
      text: translate('en', `console.badges.glyph.${glyph}`),
      isChosen: form.face === glyph,
    })),
    skills: skills.map(({ code, name }) => ({
      name: `skill-${code}`,
      value: 'on',
      text: name.en,
      checked: chosen.has(code),
    })),
    ownBadges: ownBadges.map(({ reference, name }) => ({
      name: `leads-to-${reference}`,
      value: 'on',
      text: name,
      checked: leadsTo.has(reference),
    })),
    otherBadges: [...leadsTo].filter((reference) => !own.has(reference)).join(', '),
  }
}
