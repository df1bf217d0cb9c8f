import { z } from 'zod'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { UploadedFile } from '../../shared/server/http/multipart.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { zBadgeSkill } from '../badges/badge.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { maxImportBytes, maxSkills, readSkillList } from '../skills/skill-import.ts'
import { countSkills, putSkills, searchSkills } from '../skills/skill-store.ts'
import type { Permission } from '../staff/roles.ts'
import { addBadgeStandard, listBadgeStandards, zBadgeStandard } from './badge-standard-store.ts'
import { exampleFiles } from './example-files.ts'

type Route = GuardedRoute<Permission>
type Ports = { database: Database; clock: () => Date }

const page = '/console/city/standards'
/** More are found by a word. */
const shownSkills = 50
const zSearch = z.object({ text: z.string().max(100).default('') })
const zFile = z.object({
  file: z.instanceof(UploadedFile).optional(),
  text: z.string().max(maxImportBytes).default(''),
})

async function importStandard(value: unknown, actorId: string, { database, clock }: Ports) {
  const standard = parseBody(zBadgeStandard, value)
  const at = clock().toISOString()
  const { id, version } = standard
  await database.transact(async (tx) => {
    await addBadgeStandard(tx, standard, at)
    const detail = { version }
    const entry = { provider: cityItself, actor: actorId, subject: id, detail, at }
    await audit(tx, { ...entry, action: 'standard.imported' })
  })
  return standard
}

async function importSkills(
  skills: ReturnType<typeof readSkillList>,
  actorId: string,
  { database, clock }: Ports,
) {
  const at = clock().toISOString()
  return database.transact(async (tx) => {
    const detail = await putSkills(tx, skills, at)
    const entry = { provider: cityItself, actor: actorId, subject: 'skills', detail, at }
    await audit(tx, { ...entry, action: 'skills.imported' })
    return detail
  })
}

/** The city's badge standards and its list of skills, at the console. */
export function standardsConsoleRoutes(ports: Ports): readonly Route[] {
  const { reader } = ports.database
  const ofCity = { scope: 'everywhere', errors: 'page', permission: 'city.manage' } as const

  async function show(
    response: Parameters<Route['handler']>[1],
    { reason, text = '' }: { reason?: string; text?: string } = {},
  ) {
    const [standards, skillCount, skills] = await Promise.all([
      listBadgeStandards(reader),
      countSkills(reader),
      searchSkills(reader, { text, limit: shownSkills + 1 }),
    ])
    consolePage(
      response,
      'standards/standards.njk',
      {
        ...{ page, standards, skillCount, text, reason, hasErrors: reason !== undefined },
        ...{ skills: skills.slice(0, shownSkills), hasMore: skills.length > shownSkills },
        hasFrameworks: skills.some(
          ({ url, framework }) => url !== undefined || framework !== undefined,
        ),
      },
      {
        title: translate('en', 'console.standards'),
        area: 'standards',
        ...(reason !== undefined && { status: 400 }),
      },
    )
  }

  const importing = (
    path: string,
    work: (text: string, actorId: string) => Promise<string>,
  ): Route => ({
    ...ofCity,
    method: 'POST',
    path: `${page}/${path}`,
    takesFiles: true,
    maxBodyBytes: maxImportBytes,
    async handler(request, response, access) {
      try {
        const { file, text } = parseBody(zFile, request.body)
        const done = await work(file?.bytes.toString('utf8') ?? text, access.actorId)
        await redirectWith(response, page, { text: done }, ports)
      } catch (error) {
        if (!isAppError(error)) throw error
        await show(response, { reason: error.message })
      }
    },
  })

  return [
    {
      ...ofCity,
      method: 'GET',
      path: page,
      handler: (request, response) => show(response, parseBody(zSearch, request.query)),
    },
    ...exampleFiles.map(
      ({ name, type, content }): Route => ({
        ...{ ...ofCity, method: 'GET', path: `${page}/${name}` },
        handler(_request, response) {
          const disposition = `attachment; filename="${name}"`
          response.set({ 'Content-Type': type, 'Content-Disposition': disposition }).send(content)
        },
      }),
    ),
    importing('standard', async (text, actorId) => {
      await importStandard(readJson(text), actorId, ports)
      return translate('en', 'console.standards.imported')
    }),
    importing('skills', async (text, actorId) => {
      const counts = await importSkills(readSkillList(text), actorId, ports)
      return translate('en', 'console.standards.skills-imported', counts)
    }),
  ]
}

/** @throws AppError request_malformed */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const message = translate('en', 'console.standards.not-json')
    throw new AppError('request_malformed', message, { cause })
  }
}

const zSkills = z.strictObject({ skills: z.array(zBadgeSkill).min(1).max(maxSkills) })

type Visit = RouteVisit<Permission, Ports>

/** The same for other systems. */
export function standardsApiRoutes(ports: Ports): readonly Route[] {
  const bound = bindHandlers(ports)
  const tag = 'standards'
  const anywhere = { scope: 'anywhere', errors: 'problem', permission: 'read' } as const
  const ofCity = { scope: 'everywhere', errors: 'problem', permission: 'city.manage' } as const
  return [
    {
      ...anywhere,
      method: 'GET',
      path: '/api/v1/badge-standards',
      description: {
        summary: 'List badge standards',
        tag,
        answer: z.object({ standards: z.array(zBadgeStandard) }),
      },
      handler: bound(listStandards),
    },
    {
      ...ofCity,
      method: 'POST',
      path: '/api/v1/badge-standards',
      description: {
        summary: 'Bring in a badge standard',
        tag,
        body: zBadgeStandard,
        answer: zBadgeStandard,
        status: 201,
      },
      handler: bound(addStandard),
    },
    {
      ...anywhere,
      method: 'GET',
      path: '/api/v1/skills',
      description: {
        summary: 'Find skills of the city',
        tag,
        query: zSearch,
        answer: z.object({ skills: z.array(zBadgeSkill) }),
      },
      handler: bound(findSkills),
    },
    {
      ...ofCity,
      method: 'POST',
      path: '/api/v1/skills',
      maxBodyBytes: maxImportBytes,
      description: {
        summary: 'Bring in skills',
        tag,
        body: zSkills,
        answer: z.object({ added: z.int(), changed: z.int() }),
      },
      handler: bound(addSkills),
    },
  ]
}

async function listStandards({ response, ports }: Visit) {
  const { reader } = ports.database
  response.json({ standards: await listBadgeStandards(reader) })
}

async function addStandard({ request, response, access, ports }: Visit) {
  response.status(201).json(await importStandard(request.body, access.actorId, ports))
}

async function findSkills({ request, response, ports }: Visit) {
  const { reader } = ports.database
  const { text } = parseBody(zSearch, request.query)
  response.json({ skills: await searchSkills(reader, { text, limit: 100 }) })
}

async function addSkills({ request, response, access, ports }: Visit) {
  const { skills } = parseBody(zSkills, request.body)
  response.json(await importSkills(skills, access.actorId, ports))
}
