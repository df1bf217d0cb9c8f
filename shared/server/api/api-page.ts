import type { Express } from 'express'
import { AppError } from '../../errors/app-error.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import { render } from '../render.ts'
import {
  type JsonSchema,
  membersOf,
  type OpenApiDocument,
  type OpenApiOperation,
} from './openapi.ts'
import { openApiPath } from './openapi-document.ts'

const path = '/api'
const sectionPath = '/api/about/:section'

export const apiPageDeclarations: readonly RouteDeclaration[] = [path, sectionPath].map((each) => ({
  path: each,
  methods: ['GET'],
}))

/**
 * The API's description for people: what it is about, and a page for each of these.
 * @param words where its title, what it is for and where a key is to be had are in the catalogue: `<words>.title`
 */
export function apiPageRoutes(
  app: Express,
  readDocument: () => OpenApiDocument,
  words: 'issuer.api' | 'verifier.api',
): void {
  let made: ReturnType<typeof sectionsOf> | undefined
  const readSections = () => {
    made ??= sectionsOf(readDocument())
    return made
  }
  app.get(path, (_request, response) => {
    const sections = readSections().map(({ name, operations }) => ({
      name,
      href: `/api/about/${name}`,
      summaries: operations.map(({ id, summary }) => ({ id, summary })),
    }))
    render(response, 'api.njk', { sections, openApiPath, words })
  })
  app.get(sectionPath, (request, response) => {
    const section = readSections().find(({ name }) => name === request.params.section)
    if (section === undefined) throw new AppError('not_found', 'The API has no such part')
    render(response, 'api-section.njk', { section, apiPath: path, words })
  })
}

export type MemberRow = { name: string; kind: string; isNeeded: boolean }

/** Operations by what they are about, each with what it takes and answers as rows. */
export function sectionsOf({ tags, paths }: OpenApiDocument) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return tags.map(({ name }) => ({
    name,
    operations: operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation }) => ({
        path,
        method: method.toUpperCase(),
        id: operation.operationId,
        summary: operation.summary,
        permission: /`(.+)`/.exec(operation.description)?.[1] ?? '',
        parameters: operation.parameters.map((parameter) => ({
          name: parameter.name,
          kind: `${parameter.in}: ${kindOf(parameter.schema)}`,
          isNeeded: parameter.required,
        })),
        body: rowsOf(operation.requestBody?.content['application/json']?.schema ?? {}),
        answer: rowsOf(answerSchemaOf(operation)),
        statuses: Object.keys(operation.responses).filter((status) => status !== 'default'),
      })),
  }))
}

function answerSchemaOf({ responses }: OpenApiOperation): JsonSchema {
  const [good] = Object.values(responses)
  if (good === undefined || '$ref' in good) return {}
  return good.content?.['application/json']?.schema ?? {}
}

/** The members of an object, those within as `recipient.email` and `awards[].state`. */
function rowsOf(schema: JsonSchema, before = ''): MemberRow[] {
  const needed = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(membersOf(schema)).flatMap(([member, value]) => {
    const name = `${before}${member}`
    const row = { name, kind: kindOf(value), isNeeded: needed.includes(member) }
    return [row, ...rowsOf(value, `${name}.`), ...rowsOf(itemsOf(value), `${name}[].`)]
  })
}

function itemsOf({ items }: JsonSchema): JsonSchema {
  // sound: `items` is a schema where it is there
  return (items ?? {}) as JsonSchema
}

function kindOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  if (schema.type === 'array') return `array of ${kindOf(itemsOf(schema))}`
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map(kindOf).join(' | ')
  const { type = 'any', format } = schema
  return format === undefined ? String(type) : `${type} (${format})`
}
