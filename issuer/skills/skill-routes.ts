import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import { render } from '../../shared/server/render.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { skillUrl } from '../badges/achievement.ts'
import type { Badge, BadgeSkill } from '../badges/badge.ts'
import { listBadges } from '../badges/badge-store.ts'
import { badgeJson, badgeRow } from '../badges/badge-view.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'

const path = '/skills/:code{.json}'
const maxBadges = 500

export const skillDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], isOpenToAllOrigins: true },
]

/** Where the alignments of badges lead: a skill, and which badges show it. */
export function skillRoutes(
  app: Express,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  app.get(path, async (request, response) => {
    const { skill, badges } = await getSkill(database.reader, request.params.code)
    if (representationFor(request) !== 'html') {
      sendPublicJson(request, response, {
        skill: skillUrl(publicUrl, skill.code),
        code: skill.code,
        name: skill.name,
        badges: badges.map((badge) => badgeJson(badge, publicUrl)),
      })
      return
    }
    const { lang } = response.locals
    response.vary('Accept')
    render(response, 'skills/skill.njk', {
      name: skill.name[lang],
      badges: badges.map((badge) => badgeRow(badge, lang)),
    })
  })
}

async function getSkill(
  reader: Reader,
  code: string,
): Promise<{ skill: BadgeSkill; badges: Badge[] }> {
  const all = await listBadges(reader, { limit: maxBadges })
  const badges = all.filter(({ design }) => design.skills.some((skill) => skill.code === code))
  const skill = badges[0]?.design.skills.find((one) => one.code === code)
  if (skill === undefined) throw new AppError('not_found', 'No badge of this city shows this skill')
  return { skill, badges }
}
