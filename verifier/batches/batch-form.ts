import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { zUploadedFiles } from '../../shared/server/http/multipart.ts'
import { longestRetentionDays } from '../organisations/organisation.ts'
import { type Brought, readRow } from './batch-input.ts'
import { readFiles } from './read-files.ts'

/** As it was typed. */
export const zBatchForm = z.object({
  name: z.string().max(1_000).default(''),
  retentionDays: z.string().max(100).default(''),
  links: z.string().max(1_048_576).default(''),
  'files[]': zUploadedFiles.default([]),
})

export type BatchForm = z.infer<typeof zBatchForm>
export type BatchFaults = Partial<Record<'files' | 'retentionDays', string>>

const zDays = z.coerce.number().int().min(1).max(longestRetentionDays)

/** What is to be checked, or what is wrong with the form, by field. */
export function readBatchForm(
  form: BatchForm,
): { name: string; retentionDays: number; rows: AsyncIterable<Brought> } | { faults: BatchFaults } {
  const files = form['files[]']
  const links = form.links.split(/\s+/).filter((link) => link !== '')
  const days = zDays.safeParse(form.retentionDays.trim() || undefined)
  const most = longestRetentionDays
  const faults: BatchFaults = {
    ...(files.length + links.length === 0 && {
      files: translate('en', 'employer.batches.nothing'),
    }),
    ...(!days.success && {
      retentionDays: translate('en', 'employer.batches.days-wrong', { most }),
    }),
  }
  if (!days.success || Object.keys(faults).length > 0) return { faults }
  const given = form.name.replace(/\s+/g, ' ').trim() || (files[0]?.fileName ?? '')
  const name = given.slice(0, 100) || translate('en', 'employer.batches.column.cvs')
  return { name, retentionDays: days.data, rows: rowsOf(links, files) }
}

/** A link is called by its number: whoever reads the whole of it can open it. */
async function* rowsOf(
  links: readonly string[],
  files: BatchForm['files[]'],
): AsyncGenerator<Brought> {
  for (const [index, link] of links.entries()) {
    const id = translate('en', 'employer.batches.link', { number: index + 1 })
    yield readRow({ id, link }, index)
  }
  yield* readFiles(files)
}
