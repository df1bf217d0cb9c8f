import { AppError } from '../../errors/app-error.ts'
import { type BakedCredential, bakedKinds } from './baked-credential.ts'
import type { XmlElement, XmlToken } from './xml-scan.ts'

/**
 * Where drawings carry badges and learner records.
 * @see Open Badges 3.0 section 5.3.2.1; Comprehensive Learner Record 2.0, Baking; Open Badges 2.0, Baking
 */
export const places = {
  'open-badge-3': { namespace: 'https://purl.imsglobal.org/ob/v3p0', local: 'credential' },
  'learner-record': { namespace: 'https://purl.imsglobal.org/clr/v2p0', local: 'credential' },
  'open-badge-2': { namespace: 'http://openbadges.org', local: 'assertion' },
} as const satisfies Record<BakedCredential['kind'], { namespace: string; local: string }>

export const svgNamespace = 'http://www.w3.org/2000/svg'

/** An element that carries a badge, with all that is in it. */
export type Place = {
  kind: BakedCredential['kind']
  element: XmlElement
  text: string
  end: number
}

/** @throws AppError badge_file_malformed where the XML is no drawing */
export function rootOf(tokens: readonly XmlToken[]): XmlElement {
  const root = tokens.find((token): token is XmlElement => token.kind === 'open')
  const isDrawing = root?.local === 'svg' && ['', svgNamespace].includes(root.namespace)
  if (root !== undefined && isDrawing) return root
  throw new AppError('badge_file_malformed', 'The file is XML, and not a drawing (SVG)')
}

/** Badges stand right below the root. */
export function findPlaces(tokens: readonly XmlToken[]): Place[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'open' || token.depth !== 1) return []
    const kind = kindOf(token)
    return kind === undefined ? [] : [{ kind, element: token, ...contentOf(tokens, index, token) }]
  })
}

function kindOf({ namespace, local }: XmlElement): BakedCredential['kind'] | undefined {
  return bakedKinds.find(
    (kind) => places[kind].namespace === namespace && places[kind].local === local,
  )
}

function contentOf(tokens: readonly XmlToken[], index: number, element: XmlElement) {
  if (element.isEmpty) return { text: '', end: element.end }
  const texts: string[] = []
  // no copy of what is left: there may be thousands of places
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind === 'close') return { text: texts.join(''), end: token.end }
    if (token?.kind === 'open') {
      throw new AppError('badge_file_malformed', 'The badge inside the drawing is not text')
    }
    if (token?.kind === 'text') texts.push(token.value)
  }
  throw new Error('an element that was never closed was read')
}
