import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { skillUrl } from '../badges/achievement.ts'
import { readBadgePage } from '../badges/badge-page.ts'
import { badgeJson, badgeRow } from '../badges/badge-view.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'

const path = '/skills/:code{.json}'

export const skillDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], isOpenToAllOrigins: true },
]

/** Where the alignments of badges lead: a skill, and which badges show it. */
export function skillRoutes(
  app: Express,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  app.get(path, async (request, response) => {
    const { code } = request.params
    const page = { skill: code, after: request.query.after }
    const { badges, more } = await readBadgePage(database.reader, page)
    const skill = badges[0]?.design.skills.find((one) => one.code === code)
    if (skill === undefined) throw unknownSkill()
    if (representationFor(request) !== 'html') {
      sendPublicJson(request, response, {
        skill: skillUrl(publicUrl, skill.code),
        code: skill.code,
        name: skill.name,
        badges: badges.map((badge) => badgeJson(badge, publicUrl)),
        ...(more !== undefined && { more: `${skillUrl(publicUrl, code)}${more}` }),
      })
      return
    }
    const { lang } = response.locals
    response.vary('Accept')
    render(response, 'skills/skill.njk', {
      name: skill.name[lang],
      badges: badges.map((badge) => badgeRow(badge, lang)),
      more,
    })
  })
}

function unknownSkill(): AppError {
  return new AppError('not_found', 'No badge of this city shows this skill')
}
