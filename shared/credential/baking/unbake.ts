import { isAppError } from '../../errors/app-error.ts'
import type { BakedCredential } from './baked-credential.ts'
import { looksLikePng } from './png-chunks.ts'
import { unbakePng } from './unbake-png.ts'
import { unbakeSvg } from './unbake-svg.ts'

/**
 * The badge that a file carries which may be a picture; undefined for a picture without one, and for anything else.
 * @throws AppError badge_file_malformed for a damaged PNG
 */
export function unbake(bytes: Uint8Array): BakedCredential | undefined {
  if (looksLikePng(bytes)) return unbakePng(bytes)
  const text = new TextDecoder().decode(bytes)
  if (!/^\s*</.test(text)) return undefined
  try {
    return unbakeSvg(text)
  } catch (error) {
    // markup of another kind is for others to name
    if (isAppError(error)) return undefined
    throw error
  }
}
