import { readFileSync } from 'node:fs'
import { AppError } from '../errors/app-error.ts'

type NamedFile = { variable: string; file: string | undefined }

/**
 * Key and certificate (PEM) of a server that speaks TLS itself, from the files that two settings name.
 * @returns undefined when neither is set
 * @throws AppError config_invalid when only one is set, or a file cannot be read
 */
export function readTlsFiles(
  key: NamedFile,
  cert: NamedFile,
): { key: string; cert: string } | undefined {
  if (key.file === undefined && cert.file === undefined) return undefined
  if (key.file === undefined || cert.file === undefined) {
    throw new AppError(
      'config_invalid',
      `${key.variable} and ${cert.variable} go together: set both or none`,
    )
  }
  return { key: readPem(key.variable, key.file), cert: readPem(cert.variable, cert.file) }
}

function readPem(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('config_invalid', `${variable}: the file cannot be read`, { cause })
  }
}
