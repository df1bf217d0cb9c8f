import { type Given, readGiven } from './read-given.ts'

/** What a learner can be given besides a badge itself, and what is to be done with it. */
export type WalletLink = {
  /** Take a badge, show badges, look at what somebody shares, bring a wallet back, show the own code, or fetch a badge from its address. */
  kind: 'offer' | 'request' | 'share' | 'restore' | 'code' | 'address'
  text: string
}

const kinds: Readonly<Record<Extract<Given, { kind: 'link' }>['path'], WalletLink['kind']>> = {
  '/receive': 'offer',
  '/present': 'request',
  '/s': 'share',
  '/restore': 'restore',
  '/code': 'code',
}

/** Undefined where the text is no link that a wallet can do anything with. */
export function readLink(input: string): WalletLink | undefined {
  const text = input.trim()
  const given = readGiven(text)
  if (given.kind === 'address') return { kind: 'address', text }
  return given.kind === 'link' ? { kind: kinds[given.path], text } : undefined
}
