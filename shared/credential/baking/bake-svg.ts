import { AppError } from '../../errors/app-error.ts'
import { type BakedCredential, isCompactJws, requireBakeable } from './baked-credential.ts'
import { requirePassive } from './passive-svg.ts'
import { findPlaces, places, rootOf } from './svg-places.ts'
import { unbakeSvg } from './unbake-svg.ts'
import { scanXml, type XmlElement } from './xml-scan.ts'

const prefix = 'openbadges'

/**
 * A drawing that carries a badge: the text goes in as it was signed, right behind the opening tag, and takes the
 * place of any badge that was there. A drawing that runs or fetches anything is refused.
 * @param credential JSON or a compact JWS
 * @throws AppError badge_file_malformed
 * @see Open Badges 3.0 section 5.3.2.1
 */
export function bakeSvg(
  svg: string,
  credential: string,
  kind: BakedCredential['kind'] = 'open-badge-3',
): string {
  requireBakeable(credential)
  const tokens = scanXml(svg)
  requirePassive(tokens)
  const root = rootOf(tokens)
  const old = findPlaces(tokens)
  const kept = old.reduceRight(
    (text, { element, end }) => text.slice(0, element.start) + text.slice(end),
    svg,
  )
  const baked = `${svg.slice(0, root.start)}${rootTag(root, svg, kind)}${element(credential, kind)}${kept.slice(root.end)}${root.isEmpty ? `</${root.name}>` : ''}`
  if (unbakeSvg(baked)?.text === credential) return baked
  throw new AppError(
    'badge_file_malformed',
    'The drawing does not hold this badge as it was signed',
  )
}

function rootTag(root: XmlElement, svg: string, kind: BakedCredential['kind']): string {
  const attributes = root.attributes
    .filter(({ name }) => name !== `xmlns:${prefix}`)
    .map(({ start, end }) => svg.slice(start, end))
  return `<${root.name}${attributes.join('')} xmlns:${prefix}="${places[kind].namespace}">`
}

function element(credential: string, kind: BakedCredential['kind']): string {
  const name = `${prefix}:${places[kind].local}`
  if (isCompactJws(credential)) return `<${name} verify="${credential}"></${name}>`
  // CDATA ends at its first ]]>, so one inside the badge is parted between two of them
  return `<${name}><![CDATA[${credential.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`
}
