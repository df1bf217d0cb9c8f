import { AppError, isAppError } from '../errors/app-error.ts'
import type { Environment } from './config-reading.ts'

export type Declarations = {
  document: unknown
  env: Environment
  ports: Readonly<Record<string, unknown>>
  /** Folder from which `./` modules are required, with a slash at its end. */
  codeRoot: URL
}

type Builder = Declarations & {
  /** Values by pointer, so that everything that refers to one gets the same. */
  built: Map<string, Promise<unknown>>
}

type Place = {
  pointer: string /** Pointers being built, outermost first. */
  trail: readonly string[]
}

type Requirement = { module: string; type: string; pointer?: string; member?: string }

const directives = new Set(['$require', '$args', '$ref', '$env', '$default'])

/** Builds the value at a JSON pointer of the declarations. @throws AppError agent_config_invalid */
export async function buildValue(declarations: Declarations, pointer: string): Promise<unknown> {
  return buildAt({ ...declarations, built: new Map() }, pointer, [])
}

async function buildAt(
  builder: Builder,
  pointer: string,
  trail: readonly string[],
): Promise<unknown> {
  if (trail.includes(pointer)) {
    throw invalid(pointer, `refers to itself: ${[...trail, pointer].join(' → ')}`)
  }
  const existing = builder.built.get(pointer)
  if (existing) return existing
  const declared = lookUp({ ...asRecord(builder.document), ports: builder.ports }, pointer)
  const isGiven = pointer.startsWith('/ports/')
  const building = isGiven
    ? Promise.resolve(declared)
    : build(builder, declared, { pointer, trail: [...trail, pointer] })
  builder.built.set(pointer, building)
  return building
}

async function build(builder: Builder, declared: unknown, place: Place): Promise<unknown> {
  if (Array.isArray(declared)) {
    return inOrder(declared, (item, index) => build(builder, item, below(place, index)))
  }
  if (typeof declared !== 'object' || declared === null) return declared
  const names = Object.keys(declared)
  if (!names.some((name) => name.startsWith('$'))) {
    const values = await inOrder(Object.entries(declared), async ([name, value]) => [
      name,
      await build(builder, value, below(place, name)),
    ])
    return Object.fromEntries(values)
  }
  const stranger = names.find((name) => !directives.has(name))
  if (stranger) throw invalid(place.pointer, `${stranger} does not belong beside $ directives`)
  return follow(builder, asRecord(declared), place)
}

async function follow(
  builder: Builder,
  declared: Record<string, unknown>,
  place: Place,
): Promise<unknown> {
  const { $require, $args = [], $ref, $env, $default } = declared
  if ($ref !== undefined) {
    return buildAt(builder, requireText($ref, '$ref', place), place.trail)
  }
  if ($env !== undefined) {
    const name = requireText($env, '$env', place)
    const value = builder.env[name] || $default
    if (value !== undefined) return value
    throw invalid(place.pointer, `the environment variable ${name} is not set and has no $default`)
  }
  if ($require === undefined) throw invalid(place.pointer, '$args and $default need a directive')
  if (!Array.isArray($args)) throw invalid(place.pointer, '$args is a list')
  const requirement = parseRequirement(requireText($require, '$require', place), place)
  const args = await inOrder($args, (item, index) =>
    build(builder, item, below(below(place, '$args'), index)),
  )
  return construct(builder.codeRoot, requirement, args, place)
}

function parseRequirement(text: string, place: Place): Requirement {
  const [address = '', member] = text.split('#')
  const [module = '', query = ''] = address.split('?')
  const options = new URLSearchParams(query)
  const type = options.get('t') ?? 'class'
  const pointer = options.get('p')
  if (module === '' || !['class', 'function', 'object'].includes(type)) {
    throw invalid(place.pointer, '$require is module?t=class|function|object&p=/pointer#Export')
  }
  return { module, type, ...(pointer && { pointer }), ...(member && { member }) }
}

async function construct(
  codeRoot: URL,
  { module, type, pointer, member }: Requirement,
  args: readonly unknown[],
  place: Place,
): Promise<unknown> {
  const exported = await requireExport(codeRoot, module, member, place)
  const value = await make(exported, type, args, place)
  return pointer === undefined ? value : lookUp(value, pointer)
}

async function requireExport(
  codeRoot: URL,
  module: string,
  member: string | undefined,
  place: Place,
): Promise<unknown> {
  const isOurs = module.startsWith('./')
  // compiled, the sources end in .js, as this file does
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  const address = isOurs ? new URL(module.replace(/\.(ts|js)$/, ending), codeRoot).href : module
  const exports = await importModule(address, module, place)
  const name = member ?? 'default'
  if (name in exports) return exports[name]
  throw invalid(place.pointer, `${module} has no export ${name}`)
}

async function importModule(
  address: string,
  module: string,
  place: Place,
): Promise<Record<string, unknown>> {
  try {
    return asRecord(await import(address))
  } catch (cause) {
    throw invalid(place.pointer, `${module} cannot be imported`, cause)
  }
}

async function make(
  exported: unknown,
  type: string,
  args: readonly unknown[],
  place: Place,
): Promise<unknown> {
  if (type === 'object') return exported
  if (typeof exported !== 'function') {
    throw invalid(place.pointer, `what it requires is not a ${type}`)
  }
  try {
    // a plain function that is not a class fails here, and the message says so
    return type === 'class' ? Reflect.construct(exported, args) : await exported(...args)
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw invalid(place.pointer, `what it requires fails to build as a ${type}`, cause)
  }
}

/** RFC 6901. @throws AppError agent_config_invalid when nothing is there */
function lookUp(value: unknown, pointer: string): unknown {
  if (!pointer.startsWith('/')) throw invalid(pointer, 'a pointer starts with /')
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.reduce((found: unknown, name) => {
    if (typeof found === 'object' && found !== null && Object.hasOwn(found, name)) {
      return asRecord(found)[name]
    }
    throw invalid(pointer, 'there is nothing at this pointer')
  }, value)
}

function below({ pointer, trail }: Place, name: string | number): Place {
  const step = String(name).replaceAll('~', '~0').replaceAll('/', '~1')
  return { pointer: `${pointer}/${step}`, trail }
}

/** One after the other: what fails first in the file is what the message names. */
async function inOrder<T, R>(
  items: readonly T[],
  step: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (const [index, item] of items.entries()) results.push(await step(item, index))
  return results
}

function requireText(value: unknown, directive: string, place: Place): string {
  if (typeof value === 'string' && value !== '') return value
  throw invalid(place.pointer, `${directive} is a text`)
}

function asRecord(value: unknown): Record<string, unknown> {
  // members are read by name only, and each is checked where it is used
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
}

function invalid(pointer: string, problem: string, cause?: unknown): AppError {
  return new AppError('agent_config_invalid', `agent.yml, ${pointer}: ${problem}`, { cause })
}
