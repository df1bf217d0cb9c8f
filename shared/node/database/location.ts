import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../errors/app-error.ts'

export type DatabaseLocation =
  | { kind: 'sqlite'; file: string }
  | { kind: 'postgres'; url: string; schema?: string }

const schemaName = /^[a-z_][a-z0-9_]{0,62}$/

/**
 * Reads where a database is: a path (or `sqlite:path`, `file:///path`), or `postgres://…` with an optional
 * `?schema=name`.
 * @throws AppError config_invalid; the message does not repeat the text, which may hold a password
 */
export function parseDatabaseLocation(text: string): DatabaseLocation {
  const location = text.trim()
  if (/^postgres(ql)?:\/\//i.test(location)) return parsePostgresUrl(location)
  if (location.startsWith('file://')) return { kind: 'sqlite', file: fileOfUrl(location) }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    throw new AppError(
      'config_invalid',
      'A database location is a file path or a postgres:// address; this is an address of another kind',
    )
  }
  const file = location.replace(/^sqlite:/, '')
  if (file === '' || file === ':memory:' || file.endsWith('/') || file.includes('\0')) {
    throw new AppError(
      'config_invalid',
      'A database location needs a file name, as in ./data/city.sqlite; a database in memory is not kept',
    )
  }
  return { kind: 'sqlite', file: resolve(file) }
}

function parsePostgresUrl(text: string): DatabaseLocation {
  if (!URL.canParse(text)) {
    throw new AppError(
      'config_invalid',
      'A PostgreSQL location looks like postgres://user:password@host:5432/name?schema=city',
    )
  }
  const url = new URL(text)
  const schema = url.searchParams.get('schema')
  url.searchParams.delete('schema')
  if (schema === null) return { kind: 'postgres', url: url.href }
  if (!schemaName.test(schema)) {
    throw new AppError(
      'config_invalid',
      'The schema of a PostgreSQL location holds lower-case letters, digits and _ only',
    )
  }
  return { kind: 'postgres', url: url.href, schema }
}

function fileOfUrl(text: string): string {
  try {
    return fileURLToPath(text)
  } catch (cause) {
    throw new AppError('config_invalid', 'A file:// database location needs an absolute path', {
      cause,
    })
  }
}
