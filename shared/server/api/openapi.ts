import { z } from 'zod'
import type { GuardedRoute } from '../guarded-routes.ts'

export type JsonSchema = { readonly [keyword: string]: unknown }

export type OpenApiParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}

type Content = Record<string, { schema: JsonSchema }>
type Reference = { $ref: string }

export type OpenApiOperation = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  parameters: OpenApiParameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; content?: Content } | Reference>
}

/** @see OpenAPI Specification 3.1.1 */
export type OpenApiDocument = {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  security: Record<string, string[]>[]
  tags: { name: string }[]
  paths: Record<string, Partial<Record<Lowercase<GuardedRoute['method']>, OpenApiOperation>>>
  components: Record<string, Record<string, unknown>>
}

const zProblem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

const idempotencyKey: OpenApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same request with the same key is done once and answered alike for a day. Another request with it is refused with 422.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
}

/** The description of every route that has one, as a program reads it. */
export function describeApi(
  routes: readonly GuardedRoute[],
  about: { title: string; description: string; url: string; version: string; tokenPath: string },
): OpenApiDocument {
  const described = routes.filter(({ description }) => description !== undefined)
  const paths: OpenApiDocument['paths'] = {}
  for (const route of described) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    // sound: lower case of one of the five methods
    const method = route.method.toLowerCase() as Lowercase<GuardedRoute['method']>
    paths[path] = { ...paths[path], [method]: operationOf(route) }
  }
  const scopes = Object.fromEntries(
    described.map(({ permission }) => [permission, `What needs ${permission}`]),
  )
  const tags = new Set(described.flatMap(({ description }) => description?.tag ?? []))
  return {
    openapi: '3.1.1',
    info: { title: about.title, version: about.version, description: about.description },
    servers: [{ url: about.url }],
    security: [{ apiKey: [] }, { token: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        token: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: about.tokenPath, scopes } },
        },
      },
      schemas: { Problem: schemaOf(zProblem, 'output') },
      responses: {
        Problem: {
          description: 'What went wrong, and what to do (RFC 9457)',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
    },
  }
}

function operationOf({ method, path, permission, description }: GuardedRoute): OpenApiOperation {
  if (description === undefined) throw new Error('a route without a description is not told')
  const { summary, tag, query, body, answer, answerType, status } = description
  const sent = body && schemaOf(body, 'input')
  const told = answer && schemaOf(answer, 'output')
  return {
    operationId: operationIdOf(method, path),
    tags: [tag],
    summary,
    description: `Needs the permission \`${permission}\`.`,
    parameters: [
      ...pathParameters(path),
      ...(query === undefined ? [] : queryParameters(schemaOf(query, 'input'))),
      ...(description.takesIdempotencyKey ? [idempotencyKey] : []),
    ],
    ...(sent && {
      requestBody: {
        required: 'required' in sent,
        content: { 'application/json': { schema: sent } },
      },
    }),
    responses: {
      [String(status ?? 200)]: {
        description: summary,
        ...(told && { content: { 'application/json': { schema: told } } }),
        ...(answerType !== undefined && { content: { [answerType]: { schema: {} } } }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** `post_awards_id_revoke`: stays as long as the address does. */
function operationIdOf(method: string, path: string): string {
  const name = path.replace(/^\/api\/v\d+/, '').replaceAll(/[^\w]+/g, '_')
  return `${method.toLowerCase()}${name}`
}

function pathParameters(path: string): OpenApiParameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(schema: JsonSchema): OpenApiParameter[] {
  const needed = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(membersOf(schema)).map(([name, member]) => ({
    name,
    in: 'query',
    required: needed.includes(name),
    schema: member,
  }))
}

export function membersOf({ properties }: JsonSchema): Record<string, JsonSchema> {
  // sound: JSON Schema puts schemas under `properties`, and ours are made of objects
  return (properties ?? {}) as Record<string, JsonSchema>
}

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. What is answered may grow, so nothing forbids more members there. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties
      }
    },
  })
  return made
}
