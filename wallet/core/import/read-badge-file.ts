import { AppError } from '../../../shared/errors/app-error.ts'
import type { Nothing, NothingReason } from '../../../shared/given/nothing.ts'
import {
  type Found,
  maxGivenBytes,
  readAnything,
  readAnythingInText,
} from '../../../shared/given/read-anything.ts'

/** What a wallet can do something with: badges to keep, wallets to bring back, links to follow. */
export type BadgeFile = Exclude<Found, Nothing | { kind: 'presentation' }>

export const maxImportBytes = maxGivenBytes

/**
 * Finds out what a file, or what was pasted, is: by its content, whatever its name says.
 * @throws AppError badge_file_malformed | badge_file_compressed | badge_file_empty | presentation_given |
 * body_too_large
 */
export function readBadgeFile(bytes: Uint8Array): BadgeFile {
  return requireUsable(readAnything(bytes))
}

/** The same for text. */
export function readBadgeText(input: string): BadgeFile {
  return requireUsable(readAnythingInText(input))
}

function requireUsable(found: Found): BadgeFile {
  if (found.kind === 'presentation') {
    throw new AppError(
      'presentation_given',
      'This shows badges to somebody, and is not a badge to keep. Ask whoever holds the badges for the badge files themselves',
    )
  }
  if (found.kind !== 'nothing') return found
  if (found.cause !== undefined) throw found.cause
  const [code, problem] = problems[found.reason]
  throw new AppError(code, `${problem}. Nothing was stored`)
}

const problems: Record<
  NothingReason,
  [
    code: 'badge_file_empty' | 'badge_file_malformed' | 'badge_file_compressed' | 'body_too_large',
    problem: string,
  ]
> = {
  empty: ['badge_file_empty', 'There is nothing in it'],
  words: ['badge_file_malformed', 'It is neither a badge nor a link'],
  'too-large': ['body_too_large', 'The file is larger than twenty megabytes'],
  binary: ['badge_file_malformed', 'The file is neither text nor a picture that can carry a badge'],
  'json-damaged': ['badge_file_malformed', 'It is not JSON as it must be'],
  'token-damaged': ['badge_file_malformed', 'It looks like a token, and is damaged'],
  'paper-code': ['badge_file_malformed', 'It looks like a code from paper, which is not read here'],
  'web-page': [
    'badge_file_empty',
    'It is a web page. Look there for a way to download the badge, as a file or picture',
  ],
  pdf: ['badge_file_empty', 'The file is a PDF, which carries no badge'],
  office: ['badge_file_empty', 'The file is an office document, which carries no badge'],
  zip: [
    'badge_file_malformed',
    'The file is a ZIP archive: unpack it first, and add what is in it',
  ],
  gzip: ['badge_file_malformed', 'The file is packed: unpack it first, and add what is in it'],
  'picture-kind': [
    'badge_file_empty',
    'A picture of this kind cannot carry a badge: only PNG and SVG can',
  ],
  'picture-without-badge': [
    'badge_file_empty',
    'The picture carries no badge: it may be a plain copy of one',
  ],
  'picture-of-another': ['badge_file_malformed', 'The picture carries something else than a badge'],
  'picture-damaged': ['badge_file_malformed', 'The picture is damaged'],
  'picture-compressed': ['badge_file_compressed', 'The badge inside the picture is compressed'],
}
