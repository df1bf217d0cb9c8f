import type { Response } from 'express'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { fieldOf } from '../../shared/server/staff/staff-page.ts'
import { codeInPicture, maxPhotoBytes } from './code-in-picture.ts'

/** What a form with a code may be. */
export const codeForm = { takesFiles: true, maxBodyBytes: maxPhotoBytes + 100_000 } as const

/** The code as it was pasted, or out of the photo that came with the form. */
export async function givenCode(body: unknown): Promise<string | undefined> {
  const pasted = fieldOf(body, 'code').trim()
  if (pasted !== '') return pasted
  const picture: unknown = Object(body).picture
  return picture instanceof UploadedFile ? codeInPicture(picture.bytes) : undefined
}

/** Lets this one page use the camera. */
export function allowCamera(response: Response): void {
  const policy = String(response.get('Permissions-Policy') ?? '')
  response.set('Permissions-Policy', policy.replace('camera=()', 'camera=(self)'))
}
