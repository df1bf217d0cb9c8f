import { EntitySchema } from 'typeorm'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { hexColour } from '../../shared/look/colour-contrast.ts'
import { contrastOfHue, leastContrast } from '../../shared/look/hue-theme.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

export type CitySettingsRow = {
  id: string
  /** JSON */
  content: string
  changedAt: string
}

export const citySettingsEntity = new EntitySchema<CitySettingsRow>({
  name: 'city_settings',
  columns: {
    id: { type: 'varchar', primary: true },
    content: { type: 'text' },
    changedAt: { type: 'varchar', name: 'changed_at' },
  },
})

const zName = z.string().trim().min(1).max(200)

export const zHue = z.string().trim().toLowerCase().regex(hexColour, 'must be like #0b6e6e')

/** What the team may set; what is not set stands in the configuration, or is Waymark's own look. */
const zCitySettings = z.object({
  name: z.object({ en: zName, cy: zName }).optional(),
  hue: zHue.optional(),
  /** PNG, base64: drawn anew from what was sent. */
  logo: z.base64().optional(),
  /** Nobody can apply to award badges here. */
  isClosedToApplications: z.boolean().optional(),
})

export type CitySettings = z.infer<typeof zCitySettings>

const id = 'city'

export async function readCitySettings(reader: Reader): Promise<CitySettings> {
  const row = await reader.findOneBy(citySettingsEntity, { id })
  return row === null ? {} : zCitySettings.parse(JSON.parse(row.content))
}

/** @throws AppError request_malformed for a hue on which people cannot read */
export async function saveCitySettings(
  tx: Transaction,
  settings: CitySettings,
  at: string,
): Promise<void> {
  const { hue } = settings
  if (hue !== undefined && contrastOfHue(hue) < leastContrast) {
    throw new AppError('request_malformed', 'hue is too light: words on it could not be read')
  }
  await tx.upsert(citySettingsEntity, { id, content: JSON.stringify(settings), changedAt: at }, [
    'id',
  ])
}
