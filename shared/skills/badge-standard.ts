import type { Alignment } from '../credential/open-badge.ts'
import type { Language } from '../i18n/messages.ts'
import { targetUrlsOf } from './target-urls.ts'

export type InBothLanguages = Readonly<Record<Language, string>>

export type BadgeLayer = { code: string; name: InBothLanguages; description: InBothLanguages }

/**
 * How a city groups its badges. Layers of an unordered standard are kinds of learning, not levels: nobody is ever
 * ranked by them.
 */
export type BadgeStandard = {
  id: string
  version: string
  name: InBothLanguages
  isOrdered: boolean
  layers: readonly BadgeLayer[]
}

/** The four layers of the RSA's Cities of Learning. @see https://www.thersa.org/cities-of-learning/badging-standards */
export const rsaBadgeStandard: BadgeStandard = {
  id: 'rsa-cities-of-learning',
  version: '1',
  name: { en: 'RSA Badge Standard', cy: 'Safon Bathodynnau’r RSA' },
  isOrdered: false,
  layers: [
    {
      code: 'engage',
      name: { en: 'Engage', cy: 'Ymgysylltu' },
      description: {
        en: 'You came, looked and found out about something new.',
        cy: 'Fe ddaethoch, edrych a dysgu am rywbeth newydd.',
      },
    },
    {
      code: 'participate',
      name: { en: 'Participate', cy: 'Cymryd rhan' },
      description: {
        en: 'You joined in and learned with other people.',
        cy: 'Fe wnaethoch ymuno a dysgu gyda phobl eraill.',
      },
    },
    {
      code: 'demonstrate',
      name: { en: 'Demonstrate', cy: 'Dangos' },
      description: {
        en: 'You did it for real and used what people told you about it.',
        cy: 'Fe wnaethoch hyn go iawn a defnyddio’r adborth a gawsoch.',
      },
    },
    {
      code: 'lead',
      name: { en: 'Lead', cy: 'Arwain' },
      description: {
        en: 'You used it in new places and helped others to learn it.',
        cy: 'Fe’i defnyddioch mewn mannau newydd a helpu eraill i’w ddysgu.',
      },
    },
  ],
}

export const badgeStandards: readonly BadgeStandard[] = [rsaBadgeStandard]

export function findBadgeLayer(
  standard: Pick<BadgeStandard, 'layers'>,
  code: string,
): BadgeLayer | undefined {
  return standard.layers.find((layer) => layer.code === code)
}

const urlPrefix = 'urn:waymark:badge-standard:'

/** What stands in `achievement.alignment` of an Open Badge. @see Open Badges 3.0, Alignment */
export function badgeLayerAlignment(
  standard: BadgeStandard,
  layer: BadgeLayer,
  language: Language,
): Alignment {
  return {
    type: ['Alignment'],
    targetName: layer.name[language],
    targetDescription: layer.description[language],
    targetUrl: `${urlPrefix}${standard.id}:${standard.version}:${layer.code}`,
    targetFramework: standard.name[language],
    targetCode: layer.code,
  }
}

/** The one layer that an achievement's alignments name, of a standard known here; else nothing. */
export function findAlignedLayer(
  alignments: unknown,
): { standard: BadgeStandard; layer: BadgeLayer } | undefined {
  const urls = targetUrlsOf(alignments)
  const found = badgeStandards.flatMap((standard) =>
    standard.layers
      .filter(({ code }) => urls.has(`${urlPrefix}${standard.id}:${standard.version}:${code}`))
      .map((layer) => ({ standard, layer })),
  )
  return found.length === 1 ? found[0] : undefined
}
