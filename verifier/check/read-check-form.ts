import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { zUploadedFiles } from '../../shared/server/http/multipart.ts'
import type { VerificationPolicy } from '../../shared/verify/ports.ts'
import type { Given } from './check-given.ts'

export const maxFiles = 10

const zPerson = z
  .string()
  .trim()
  .max(320)
  .transform((text) => (text === '' ? undefined : text))

const zForm = z.object({
  text: z.string().default(''),
  'files[]': zUploadedFiles.default([]),
  email: zPerson.optional(),
  name: zPerson.optional(),
})

/** One thing to check, and the file it came from. */
export type CheckItem = { given: Given; fileName?: string }

export type CheckForm = {
  items: CheckItem[]
  text: string
  recipient?: NonNullable<VerificationPolicy['recipient']>
}

/**
 * What the form brings; of empty files too, since somebody chose them.
 * @throws AppError request_malformed
 */
export function readCheckForm(body: unknown): CheckForm {
  const form = zForm.safeParse(body ?? {})
  if (!form.success) throw new AppError('request_malformed', 'The form is not the one of this page')
  const { text, email, name } = form.data
  const files = form.data['files[]'].map(({ fileName, bytes }) => ({ given: { bytes }, fileName }))
  const pasted = text.trim() === '' && files.length > 0 ? [] : [{ given: { text } }]
  const recipient = { ...(email && { email }), ...(name && { name }) }
  return {
    items: [...files, ...pasted],
    text,
    ...(Object.keys(recipient).length > 0 && { recipient }),
  }
}
