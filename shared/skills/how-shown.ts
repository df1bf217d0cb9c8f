import { targetUrlsOf } from './target-urls.ts'

/** How an achievement was shown, weakest first. Never a score: it says what kind of evidence there is. */
export const howShownValues = ['self-stated', 'attended', 'peer-reviewed', 'assessed'] as const

export type HowShown = (typeof howShownValues)[number]

const framework = 'How it is shown'
const urlPrefix = 'urn:waymark:how-shown:'

/** What stands in `achievement.alignment` of an Open Badge. @see Open Badges 3.0, Alignment */
export type HowShownAlignment = {
  type: ['Alignment']
  targetName: string
  targetUrl: string
  targetFramework: string
  targetCode: HowShown
}

export function howShownAlignment(value: HowShown): HowShownAlignment {
  return {
    type: ['Alignment'],
    targetName: value,
    targetUrl: `${urlPrefix}${value}`,
    targetFramework: framework,
    targetCode: value,
  }
}

/** What an achievement's alignments say of it; nothing where they name none, or more than one. */
export function findHowShown(alignments: unknown): HowShown | undefined {
  const urls = new Set([...targetUrlsOf(alignments)].filter(isOwn))
  if (urls.size === 0) return undefined
  const found = howShownValues.filter((value) => urls.has(`${urlPrefix}${value}`))
  return found.length === 1 ? found[0] : undefined
}

function isOwn(url: unknown): boolean {
  return typeof url === 'string' && url.startsWith(urlPrefix)
}
