import type { Alignment } from '../credential/open-badge.ts'
import { displayText } from '../i18n/display-text.ts'
import type { Language } from '../i18n/messages.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'

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

/** So long the name of a layer may be: it stands on a stone. */
export const maxLayerName = 40

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

/** A layer as a badge tells of it. */
export type AlignedLayer = {
  code: string
  name: InBothLanguages
  /** The name of the city's own standard, where the layer is of one: its words are then the badge's, safe to show. */
  ownStandard?: string
}

const ownUrl = /^urn:waymark:badge-standard:[a-z0-9-]{1,80}:[\w.-]{1,20}:([a-z0-9-]{1,80})$/

/** The one layer that an achievement's alignments name: of a standard known here, or of a city's own; else nothing. */
export function findAlignedLayer(alignments: unknown): AlignedLayer | undefined {
  const entries: unknown[] = Array.isArray(alignments) ? alignments : []
  const named = entries
    .filter(isJsonObject)
    .filter(({ targetUrl }) => typeof targetUrl === 'string' && targetUrl.startsWith(urlPrefix))
  if (named.length === 0) return undefined
  const [only] = named
  const urls = new Set(named.map(({ targetUrl }) => targetUrl))
  if (only === undefined || urls.size > 1) return undefined
  return knownLayer(only.targetUrl) ?? ownLayer(only)
}

function knownLayer(url: unknown): AlignedLayer | undefined {
  return badgeStandards
    .flatMap(({ id, version, layers }) =>
      layers.map(({ code, name }) => ({ url: `${urlPrefix}${id}:${version}:${code}`, code, name })),
    )
    .filter((layer) => layer.url === url)
    .map(({ code, name }) => ({ code, name }))
    .at(0)
}

/** What no list here explains is said in the badge's own words, in the badge's one language. */
function ownLayer({
  targetUrl,
  targetName,
  targetFramework,
}: JsonObject): AlignedLayer | undefined {
  const code = ownUrl.exec(String(targetUrl))?.[1]
  const word = displayText(targetName, maxLayerName)
  const ownStandard = displayText(targetFramework)
  if (code === undefined || word === undefined || ownStandard === undefined) return undefined
  return { code, name: { en: word, cy: word }, ownStandard }
}
