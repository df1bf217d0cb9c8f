import { decodeBase64url, encodeBase64url } from '../did/base-encoding.ts'
import { parseUrl } from '../did/url.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { shareKeyBytes } from './sealed-share.ts'

/** `https://<wallet server>/s#<id>.<key>`: what follows the # never leaves the browser. */
export type ShareLink = {
  /** Origin of the wallet server. */
  walletServer: string
  id: string
  key: Uint8Array
  /** Which of its badges to look at, from 1: a check link of one badge on paper. */
  badge?: number
}

const fragment = /^([\w-]{8,128})\.([\w-]{43})(?:\.([1-9]\d{0,2}))?$/
const maxLinkLength = 2_048

/** `https://wallet.example/s#<id>.<key>`: no browser sends on what stands behind the #. */
export function formatShareLink({ walletServer, id, key, badge }: ShareLink): string {
  const link = `${walletServer}/s#${id}.${encodeBase64url(key)}`
  return badge === undefined ? link : badgeLink(link, badge)
}

/** The link of a whole share, as that of its n-th badge, counted from 1. */
export function badgeLink(link: string, badge: number): string {
  return `${link}.${badge}`
}

/** Whether a text means to be a share link, damaged or not. */
export function looksLikeShareLink(text: string): boolean {
  return text.length <= maxLinkLength && /^https?:\/\/[^/\s]+\/s\/?#/.test(text.trim())
}

/** @throws AppError share_link_malformed */
export function parseShareLink(text: string): ShareLink {
  const trimmed = text.trim()
  const url = looksLikeShareLink(trimmed) ? parseUrl(trimmed) : undefined
  if (url === undefined) throw malformed()
  const { origin, hash, username, password } = url
  if (username !== '' || password !== '') throw malformed()
  return { walletServer: origin, ...parseShareFragment(hash.slice(1)) }
}

/** @throws AppError share_link_malformed */
export function parseShareFragment(text: string): Omit<ShareLink, 'walletServer'> {
  const [, id, key, badge] = fragment.exec(text) ?? []
  if (id === undefined || key === undefined) throw malformed()
  return { id, key: keyOf(key), ...(badge !== undefined && { badge: Number(badge) }) }
}

function keyOf(text: string): Uint8Array {
  try {
    const key = decodeBase64url(text)
    if (key.length === shareKeyBytes) return key
  } catch (error) {
    if (!isAppError(error)) throw error
  }
  throw malformed()
}

function malformed(): AppError {
  return new AppError(
    'share_link_malformed',
    'This is not a whole share link: a part of it may be lost. Copy all of it once more',
  )
}
