import { AppError } from '../../errors/app-error.ts'
import { places, svgNamespace } from './svg-places.ts'
import { splitName, type XmlAttribute, type XmlElement, type XmlToken } from './xml-scan.ts'

/** What draws, and nothing that runs, moves, links, takes in other documents or multiplies itself. */
const elements: ReadonlySet<string> = new Set(
  (
    'svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan textPath ' +
    'linearGradient radialGradient stop clipPath mask pattern marker image style switch filter feBlend ' +
    'feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR ' +
    'feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feTurbulence'
  ).split(' '),
)

/** What drawing programs leave in their files, which no browser heeds. */
const inertNamespaces: ReadonlySet<string> = new Set([
  'http://www.inkscape.org/namespaces/inkscape',
  'http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'http://creativecommons.org/ns#',
  'http://web.resource.org/cc/',
  'http://purl.org/dc/elements/1.1/',
  ...Object.values(places).map(({ namespace }) => namespace),
])

const rasterPicture = /^data:image\/(?:png|jpeg|webp|gif);base64,[a-z0-9+/=\s]+$/i
const reference = /url\((?!\s*["']?\s*#)/i
const activeStyle = /@import|@font-face|image-set|expression\s*\(|javascript:|\\/i

/**
 * Refuses a drawing that could do anything but be seen: scripts, handlers, animation, links, and whatever would be
 * fetched from elsewhere.
 * @throws AppError badge_file_malformed
 */
export function requirePassive(tokens: readonly XmlToken[]): void {
  // of a style sheet, all pieces together: comments and CDATA may part its words
  let css: string | undefined
  for (const token of tokens) {
    if (token.kind === 'instruction') throw active('asks for another file')
    if (token.kind === 'open') {
      requirePassiveElement(token)
      css = token.local === 'style' && !token.isEmpty ? '' : css
    }
    if (token.kind === 'text' && css !== undefined) css += token.value
    if (token.kind === 'close') {
      requirePassiveStyle(css ?? '')
      css = undefined
    }
  }
}

function requirePassiveElement({ namespace, local, attributes }: XmlElement): void {
  const isKnown =
    namespace === svgNamespace || namespace === ''
      ? elements.has(local)
      : inertNamespaces.has(namespace)
  if (!isKnown) throw active('holds something that does not only draw')
  attributes.forEach(requirePassiveAttribute)
}

function requirePassiveAttribute({ name, value }: XmlAttribute): void {
  const [prefix, local] = splitName(name.toLowerCase())
  if (prefix === 'xmlns' || name === 'xmlns') return
  if (local.startsWith('on')) throw active('holds a script')
  if (local === 'base' || local === 'src') throw active('asks for another file')
  if (local === 'href') {
    if (value.startsWith('#') || value === '' || rasterPicture.test(value)) return
    throw active('asks for another file')
  }
  // what has a prefix of its own is heeded by nobody who draws
  if (prefix === '') requirePassiveStyle(value)
}

function requirePassiveStyle(css: string): void {
  if (reference.test(css) || activeStyle.test(css)) throw active('asks for another file')
}

function active(problem: string): AppError {
  return new AppError('badge_file_malformed', `The drawing ${problem}, and so it is not used`)
}
