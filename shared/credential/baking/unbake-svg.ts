import { AppError } from '../../errors/app-error.ts'
import { type BakedCredential, bakedKinds, maxBakedBytes } from './baked-credential.ts'
import { findPlaces, type Place, rootOf } from './svg-places.ts'
import { scanXml } from './xml-scan.ts'

/**
 * The badge that an SVG carries, read and not judged; undefined where it carries none. The drawing itself may hold
 * anything: nothing of it is drawn or run, so never show it.
 * @throws AppError badge_file_malformed for XML that is not well formed or defines entities, or with two badges
 * @see Open Badges 3.0 section 5.3.2
 */
export function unbakeSvg(svg: string): BakedCredential | undefined {
  const tokens = scanXml(svg)
  rootOf(tokens)
  const found = findPlaces(tokens)
  for (const kind of bakedKinds) {
    const baked = read(found, kind)
    if (baked !== undefined) return baked
  }
  return undefined
}

function read(found: readonly Place[], kind: BakedCredential['kind']): BakedCredential | undefined {
  const [place, ...others] = found.filter((some) => some.kind === kind)
  if (place === undefined) return undefined
  if (others.length > 0) {
    throw new AppError('badge_file_malformed', 'The drawing carries more than one badge')
  }
  const verify = place.element.attributes.find(({ name }) => name === 'verify')?.value ?? ''
  const body = place.text
  // a JWS stands in the attribute; of a hosted badge of 2.0 that has its address, and the badge is the body
  const text = body.trim() === '' ? verify.trim() : body
  if (text === '' || text.length > maxBakedBytes) {
    throw new AppError('badge_file_malformed', 'The badge inside the drawing is empty or too large')
  }
  return { kind, text }
}
