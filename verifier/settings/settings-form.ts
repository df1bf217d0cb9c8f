import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { readHue } from '../../shared/look/chosen-hue.ts'
import { longestRetentionDays } from '../organisations/organisation.ts'
import type { OrganisationChanges } from '../organisations/organisation-store.ts'

export const zSettingsForm = z.object({
  name: z.string().max(1_000).default(''),
  hue: z.string().max(100).default(''),
  retentionDays: z.string().max(100).default(''),
  language: z.string().max(100).default(''),
})

export type SettingsForm = z.infer<typeof zSettingsForm>
export type SettingsFaults = Partial<Record<keyof SettingsForm, string>>

const zRetention = z.coerce.number().int().min(1).max(longestRetentionDays)
const zLanguage = z.enum(languages)

/** What was typed, or what is wrong with it, by field. */
export function readSettings(
  form: SettingsForm,
): { changes: OrganisationChanges } | { faults: SettingsFaults } {
  const name = displayText(form.name, 1_000) ?? ''
  const hue = readHue(form.hue)
  const retention = zRetention.safeParse(form.retentionDays.trim() || undefined)
  const language = zLanguage.safeParse(form.language)
  const faults: SettingsFaults = {
    ...((name === '' || name.length > 200) && {
      name: translate('en', 'employer.settings.name-wrong'),
    }),
    ...(hue.outcome === 'malformed' && { hue: translate('en', 'employer.settings.hue-wrong') }),
    ...(hue.outcome === 'light' && {
      hue: translate('en', 'employer.settings.hue-light', {
        contrast: hue.contrast,
        least: hue.least,
      }),
    }),
    ...(!retention.success && {
      retentionDays: translate('en', 'employer.settings.retention-wrong', {
        most: longestRetentionDays,
      }),
    }),
    ...(!language.success && { language: translate('en', 'employer.settings.language-missing') }),
  }
  const isGood = hue.outcome === 'good' && retention.success && language.success
  if (!isGood || Object.keys(faults).length > 0) return { faults }
  return {
    changes: {
      name,
      hue: hue.hue ?? null,
      retentionDays: retention.data,
      language: language.data,
    },
  }
}
