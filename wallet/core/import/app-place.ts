import { readGiven } from '../../../shared/given/read-given.ts'
import type { WalletLink } from '../../../shared/given/read-link.ts'

/**
 * Where in the app a link leads: path and fragment, which no server sees. Nothing for a plain address, which is asked
 * only once its owner says so.
 */
export function appPlace({ text }: WalletLink): string | undefined {
  const given = readGiven(text)
  return given.kind === 'link' ? `${given.path}#${given.fragment}` : undefined
}
