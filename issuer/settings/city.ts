import { createHash } from 'node:crypto'
import type { Language } from '../../shared/i18n/messages.ts'
import { hueStylesheet } from '../../shared/look/hue-theme.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { ServiceLook } from '../../shared/server/views.ts'
import { type CitySettings, readCitySettings } from './settings-store.ts'

/** The city's name and look, as they are at the moment. */
export type City = {
  name: (language: Language) => string
  look: () => ServiceLook
  stylesheet: () => string | undefined
  logo: () => Buffer | undefined
  /** Takes over what was set since, here or on another node. */
  refresh(): Promise<void>
}

export const stylesheetPath = '/city/look.css'
export const logoPath = '/city/logo.png'

export function createCity({
  config,
  reader,
}: {
  config: { cityName: { en: string; cy: string } }
  reader: Reader
}): City {
  let settings: CitySettings = {}
  let look: ServiceLook = {}
  const stylesheet = () => settings.hue && hueStylesheet(settings.hue)
  const logo = () =>
    settings.logo === undefined ? undefined : Buffer.from(settings.logo, 'base64')
  return {
    name: (language) => (settings.name ?? config.cityName)[language],
    look: () => look,
    stylesheet,
    logo,
    async refresh() {
      settings = await readCitySettings(reader)
      const [css, png] = [stylesheet(), logo()]
      look = {
        ...(css !== undefined && { stylesheet: versioned(stylesheetPath, css) }),
        ...(png !== undefined && { logo: versioned(logoPath, png) }),
      }
    },
  }
}

/** The address changes with the content, so that browsers may keep it. */
function versioned(path: string, content: string | Buffer): string {
  const version = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  return `${path}?v=${version}`
}
