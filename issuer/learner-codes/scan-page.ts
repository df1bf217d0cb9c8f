import type { Response } from 'express'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { type FormFault, faultsModel } from '../../shared/server/staff/staff-page.ts'
import { allowCamera } from './given-code.ts'

export type ScanPage = {
  title: string
  area: string
  /** What a scan does, in a sentence. */
  intro: string
  /** Where the form goes; the script sends what it reads to `quick` below it. */
  action: string
  back: { href: string; text: string }
  fields?: Readonly<Record<string, string>>
  faults?: readonly FormFault[]
}

/** A camera that reads one learner's code after the other; without script, a form for one. */
export function scanPage(
  response: Response,
  page: ScanPage,
  { walletUrl, cityDid }: { walletUrl: string; cityDid: string },
): void {
  const { title, area, faults = [] } = page
  allowCamera(response)
  const codeLink = `${walletUrl}/code#city=${encodeURIComponent(cityDid)}`
  consolePage(
    response,
    'learner-codes/scan.njk',
    { ...page, ...faultsModel(faults), codeLink, qr: drawQrCode(codeLink) },
    { title, area, status: faults.length > 0 ? 422 : 200 },
  )
}
