import { isJsonObject, type JsonObject } from '../json/json.ts'

/** A JSON-LD value that may be absent, one, or several: as a list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** Those of `listOf` that are objects. */
export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isJsonObject)
}

/** The `id` of a value that is an identifier or an object with one. */
export function idOf(value: unknown): string | undefined {
  const id = isJsonObject(value) ? value.id : value
  return typeof id === 'string' ? id : undefined
}

export function hasType(document: JsonObject, ...types: readonly string[]): boolean {
  return listOf(document.type).some((type) => typeof type === 'string' && types.includes(type))
}
