import type { Response } from 'express'
import type { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { searchSkills } from '../skills/skill-store.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { badgeText } from './badge.ts'
import { area, roomOf } from './badge-console.ts'
import { type BadgeDraft, type DraftDesign, draftName } from './badge-draft.ts'
import { listBadges } from './badge-store.ts'
import { designerChoices, previewModel } from './designer-view.ts'
import { formOfDesign } from './draft-form.ts'
import type { createFindSimilar } from './similar-badges.ts'

export type DesignerPagePorts = {
  reader: Reader
  findSimilar: ReturnType<typeof createFindSimilar>
}

const skillsShown = 24

/** The designer's form with its preview, and with what was wrong with it. */
export async function showDesigner(
  response: Response,
  page: {
    draft: BadgeDraft
    design: DraftDesign
    form?: Record<string, unknown>
    search?: string
    error?: AppError
    isPreview?: boolean
  },
  ports: DesignerPagePorts,
) {
  const { reader } = ports
  const { draft, design, search = '', error, isPreview = false } = page
  const { provider, slug } = draft
  const form: Record<string, string> = { ...formOfDesign(design), ...textsIn(page.form) }
  const [standards, found, badges, similar] = await Promise.all([
    listBadgeStandards(reader),
    searchSkills(reader, { text: search, limit: skillsShown }),
    listBadges(reader, { provider, limit: 60 }),
    similarTo(draft, design, ports),
  ])
  const ownBadges = badges
    .filter((badge) => badge.slug !== slug)
    .map((badge) => ({
      reference: `${provider}/${badge.slug}`,
      name: badgeText(badge.design, 'en').name,
    }))
  const name = draftName(draft.design) || translate('en', 'console.badges.no-name')
  consolePage(
    response,
    'badges/designer.njk',
    {
      room: roomOf(draft),
      revision: draft.revision,
      form,
      search,
      isPreview,
      ...(error && designerError(error)),
      choices: designerChoices({ form, design, standards, found, ownBadges }),
      preview: previewModel({ provider, design, standards, similar }),
    },
    {
      title: translate('en', 'console.badges.edit-title', { name }),
      area,
      ...(error && { status: error.status }),
    },
  )
}

export function similarTo(
  { provider, slug }: BadgeDraft,
  { texts }: DraftDesign,
  { findSimilar }: DesignerPagePorts,
) {
  return findSimilar({ names: [texts.en.name, texts.cy.name], except: { provider, slug } })
}

function textsIn(form: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

export function designerError(error: AppError): {
  problem: string
  errors?: Record<string, string>
  hasErrors?: boolean
} {
  if (error.code === 'conflict') {
    return { problem: translate('en', 'console.badges.saved-by-other') }
  }
  const errors =
    error.code === 'picture_unsuitable' ? { upload: error.message } : (formErrors(error) ?? {})
  return { problem: translate('en', 'console.badges.not-saved'), errors, hasErrors: true }
}
