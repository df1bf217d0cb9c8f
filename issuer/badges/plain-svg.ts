import { svgNamespace } from '../../shared/credential/baking/svg-places.ts'
import { scanXml, type XmlElement, type XmlToken } from '../../shared/credential/baking/xml-scan.ts'
import { isAppError } from '../../shared/errors/app-error.ts'

/**
 * What draws at a bounded cost. A picture, a filter or a reference could ask for a file of this machine, for one that
 * never ends, or for any amount of work.
 */
const drawing: ReadonlySet<string> = new Set(
  (
    'svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan ' +
    'linearGradient radialGradient stop clipPath style switch'
  ).split(' '),
)

/** Each layer of a drawing is as large as the whole picture. */
const mostElements = 2_000

/** Where all is drawn in one colour each, and nothing is seen through: a code to scan has thousands of dots. */
const mostPlainElements = 5_000

/** Every rule of a style sheet is held against every element. */
const mostStyle = 20_000

/** What is cut out is drawn once more for each place that it is cut from. */
const mostCuts = 2_000
/** A long path counts for several. */
const lettersOfPart = 500

/** A dashed line is drawn dash by dash, and millions go into one; a backslash hides a word. */
const costlyStyle = /filter|mask|dasharray|\\/i
const cutting = /clip-path/i

/**
 * Does a drawing only draw, and soon? Who draws it cannot be stopped. It is read as they read it, by namespaces: a
 * prefix may be written in any letters.
 */
export function isPlainSvg(text: string): boolean {
  const tokens = readTokens(text)
  const elements = tokens.filter((token) => token.kind === 'open')
  const css = styleIn(tokens)
  const isPlain = css === '' && elements.every(isPlainlyPainted)
  const most = isPlain ? mostPlainElements : mostElements
  if (elements.length === 0 || elements.length > most) return false
  return elements.every(isDrawing) && isPlainStyle(css) && cutsOf(tokens) <= mostCuts
}

function readTokens(text: string): readonly XmlToken[] {
  try {
    return scanXml(text)
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}

function isDrawing({ namespace, local, attributes }: XmlElement): boolean {
  const isHeeded = namespace === svgNamespace || namespace === ''
  if (isHeeded && !drawing.has(local)) return false
  return attributes.every(
    ({ name, value }) => !costlyStyle.test(name) && !(name === 'style' && costlyStyle.test(value)),
  )
}

function isPlainlyPainted({ attributes }: XmlElement): boolean {
  return attributes.every(
    ({ name, value }) => !/style|opacity|blend/i.test(name) && !/url|rgba|hsla/i.test(value),
  )
}

/** All pieces of all style sheets together: comments and CDATA may part their words. */
function styleIn(tokens: readonly XmlToken[]): string {
  let css = ''
  let isStyle = false
  for (const token of tokens) {
    if (token.kind === 'open') isStyle = token.local === 'style' && !token.isEmpty
    if (token.kind === 'close') isStyle = false
    if (token.kind === 'text' && isStyle) css += token.value
  }
  return css
}

/** A style sheet cuts as many elements as it likes. */
function isPlainStyle(css: string): boolean {
  return css.length <= mostStyle && !costlyStyle.test(css) && !cutting.test(css)
}

/** Each use of what cuts, times all that cuts. What cuts must not be cut itself: that would double at every step. */
function cutsOf(tokens: readonly XmlToken[]): number {
  let uses = 0
  let parts = 0
  let cutter: number | undefined
  for (const token of tokens) {
    if (token.kind === 'close' && token.depth === cutter) cutter = undefined
    if (token.kind !== 'open') continue
    if (token.local === 'clipPath' && !token.isEmpty) cutter ??= token.depth
    const isCut = token.attributes.some(
      ({ name, value }) => cutting.test(name) || (name === 'style' && cutting.test(value)),
    )
    if (isCut && (cutter !== undefined || token.local === 'clipPath'))
      return Number.POSITIVE_INFINITY
    if (isCut) uses += 1
    if (cutter !== undefined) parts += 1 + (token.end - token.start) / lettersOfPart
  }
  return uses * parts
}
