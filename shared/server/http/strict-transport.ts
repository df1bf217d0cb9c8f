import { isLoopbackHost } from '../../node/address-filter.ts'

/**
 * Strict-Transport-Security for an application that the world reaches by https. On this machine there is none: a
 * browser would remember it for whatever else listens on localhost, by http.
 * @see RFC 6797
 */
export function strictTransport(publicUrl: string): Record<string, string> {
  const url = new URL(publicUrl)
  if (url.protocol !== 'https:' || isLoopbackHost(url)) return {}
  return { 'Strict-Transport-Security': 'max-age=31536000' }
}
