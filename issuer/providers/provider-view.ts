import { z } from 'zod'
import type { Language } from '../../shared/i18n/messages.ts'
import { type Provider, providerStates, providerUrl } from './provider.ts'

const zInBoth = z.object({ en: z.string(), cy: z.string() })

/** A provider as the API and the public pages tell it to programs. */
export const zProviderJson = z.object({
  provider: z.string(),
  did: z.string(),
  url: z.url(),
  credentialIssuer: z.url(),
  name: zInBoth,
  description: zInBoth,
  state: z.enum(providerStates),
})

export function providerJson(
  { slug, did, name, description, state }: Provider,
  publicUrl: string,
): z.infer<typeof zProviderJson> {
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
