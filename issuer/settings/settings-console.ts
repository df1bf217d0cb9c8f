import type { Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { defaultHue, readHue } from '../../shared/look/chosen-hue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { zUploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { maxPictureBytes, redrawPicture } from '../badges/uploaded-picture.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import type { Permission } from '../staff/roles.ts'
import type { City } from './city.ts'
import { type CitySettings, readCitySettings, saveCitySettings } from './settings-store.ts'

export type SettingsConsolePorts = { database: Database; clock: () => Date; city: City }

const path = '/console/city/settings'

const zForm = z.object({
  nameEn: z.string().trim().max(200),
  nameCy: z.string().trim().max(200),
  hue: z.string().trim().max(200),
  logo: zUploadedFile.optional(),
  forgetLogo: z.string().optional(),
})

type Form = z.infer<typeof zForm>
type Faults = Partial<Record<'nameEn' | 'nameCy' | 'hue' | 'logo', string>>

const say = (key: 'name-missing' | 'hue-wrong' | 'logo-wrong') =>
  translate('en', `console.settings.${key}`)

/** The city's name and look, for its admins. */
export function settingsConsoleRoutes(ports: SettingsConsolePorts): GuardedRoute<Permission>[] {
  const { database, clock, city } = ports
  const entry = { path, permission: 'city.manage', scope: 'everywhere', errors: 'page' } as const

  return [
    {
      ...entry,
      method: 'GET',
      async handler(_request, response) {
        const { hue } = await readCitySettings(database.reader)
        const [nameEn, nameCy] = [city.name('en'), city.name('cy')]
        showForm(response, { nameEn, nameCy, hue: hue ?? defaultHue }, { city })
      },
    },
    {
      ...entry,
      method: 'POST',
      takesFiles: true,
      maxBodyBytes: maxPictureBytes + 20_000,
      async handler(request, response, access) {
        const form = parseBody(zForm, request.body)
        const kept = await readCitySettings(database.reader)
        const { settings, faults } = await readForm(form, kept)
        if (settings === undefined) {
          showForm(response, form, { city, faults, status: 400 })
          return
        }
        const at = clock().toISOString()
        await database.transact(async (tx) => {
          await saveCitySettings(tx, settings, at)
          await audit(tx, {
            provider: cityItself,
            actor: access.actorId,
            action: 'city.settings-changed',
            subject: 'city',
            at,
          })
        })
        await city.refresh()
        const text = translate('en', 'console.settings.saved')
        await redirectWith(response, path, { text }, { database })
      },
    },
  ]
}

function showForm(
  response: Response,
  { nameEn, nameCy, hue }: Pick<Form, 'nameEn' | 'nameCy' | 'hue'>,
  { city, faults = {}, status }: { city: City; faults?: Faults; status?: number },
): void {
  const errors = Object.entries(faults).map(([name, text]) => ({ text, href: `#${name}` }))
  consolePage(
    response,
    'settings/settings-console.njk',
    {
      form: { nameEn, nameCy, hue },
      faults,
      errors,
      hasErrors: errors.length > 0,
      logo: city.look().logo,
    },
    {
      title: translate('en', 'console.settings.title'),
      area: 'settings',
      ...(status !== undefined && { status }),
    },
  )
}

async function readForm(
  form: Form,
  kept: CitySettings,
): Promise<{ settings?: CitySettings; faults: Faults }> {
  const { nameEn, nameCy, forgetLogo } = form
  const hue = hueOf(form.hue)
  const logo = await readLogo(form)
  const faults: Faults = {
    ...(nameEn === '' && { nameEn: say('name-missing') }),
    ...(nameCy === '' && { nameCy: say('name-missing') }),
    ...(hue.fault !== undefined && { hue: hue.fault }),
    ...(logo.fault !== undefined && { logo: logo.fault }),
  }
  if (Object.keys(faults).length > 0) return { faults }
  const chosen = logo.png ?? (forgetLogo === undefined ? kept.logo : undefined)
  return {
    faults,
    settings: {
      ...(kept.isClosedToApplications && { isClosedToApplications: true }),
      name: { en: nameEn, cy: nameCy },
      ...(hue.value !== undefined && { hue: hue.value }),
      ...(chosen !== undefined && { logo: chosen }),
    },
  }
}

function hueOf(text: string): { value?: string; fault?: string } {
  const read = readHue(text)
  if (read.outcome === 'malformed') return { fault: say('hue-wrong') }
  if (read.outcome === 'light') {
    const { contrast, least } = read
    return { fault: translate('en', 'console.settings.hue-light', { contrast, least }) }
  }
  return read.hue === undefined ? {} : { value: read.hue }
}

async function readLogo({ logo }: Form): Promise<{ png?: string; fault?: string }> {
  if (logo === undefined) return {}
  try {
    const png = await redrawPicture(logo.bytes, 'own')
    return { png: Buffer.from(png).toString('base64') }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { fault: say('logo-wrong') }
  }
}
