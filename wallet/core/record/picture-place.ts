import { lookOfImage, pictureAddress } from '../../../shared/look/stone-look.ts'
import type { CredentialSummary } from '../../../shared/verify/report.ts'

/** Where the picture of a badge stands; with its SHA-256, hex, where the signed badge says it. */
export type PicturePlace = { address: string; sha256?: string }

const maxLetters = 2_048

/** Where a badge names a whole stone of our own form, its picture alone stands elsewhere, if it has one. */
export function picturePlace({
  id,
  image,
}: Pick<NonNullable<CredentialSummary['achievement']>, 'id' | 'image'>): PicturePlace | undefined {
  if (image === undefined || image.length > maxLetters || !/^https?:\/\//.test(image))
    return undefined
  const look = lookOfImage(image, id)
  if (look === undefined) return { address: image }
  const [address, sha256] = [pictureAddress(image, look), look.picture]
  return address === undefined || sha256 === undefined ? undefined : { address, sha256 }
}
