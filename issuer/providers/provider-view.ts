import type { Language } from '../../shared/i18n/messages.ts'
import { type Provider, providerUrl } from './provider.ts'

/** A provider as the API and the public pages tell it to programs. */
export function providerJson({ slug, did, name, description, state }: Provider, publicUrl: string) {
  const url = providerUrl(publicUrl, slug)
  return { provider: slug, did, url, credentialIssuer: url, name, description, state }
}

export function providerRow({ slug, name, description }: Provider, language: Language) {
  return {
    href: `/providers/${slug}`,
    name: name[language],
    description: description[language],
  }
}
