import { createReadStream } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { AppError } from '../../shared/errors/app-error.ts'
import { readBundle } from '../../shared/node/bundle/read-bundle.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { readCitySetting } from './city-setting.ts'

export type BundleOptions = { output: string; city?: string; json?: boolean }

const maxBytes = 1_073_741_824
const timeoutMs = 1_800_000

/** `waymark city bundle`: what was fetched is read through before it gets its name, so half a bundle never has one. */
export async function bundleCommand(io: CommandIo, options: BundleOptions): Promise<void> {
  const { output } = options
  const { cityUrl, apiKey, fetch } = await readCitySetting(io, options)
  const response = await fetch(`${cityUrl}/api/v1/bundle`, {
    headers: { Accept: 'application/gzip', Authorization: `Bearer ${apiKey}` },
    maxBytes,
    timeoutMs,
  })
  if (!response.ok) {
    throw new AppError('fetch_failed', `The city gave no bundle: status ${response.status}`)
  }
  const part = `${output}.part`
  const bytes = Buffer.from(await response.arrayBuffer())
  try {
    await write(part, bytes)
    const { city, didDocuments, statusLists, log } = await readBundle(createReadStream(part))
    await moveToNewFile(part, output)
    const json = {
      file: output,
      bytes: bytes.length,
      city,
      didDocuments: didDocuments.size,
      statusLists: statusLists.size,
      logSize: log.size,
    }
    print(io, { json, human: describe(json) }, options.json)
  } finally {
    await rm(part, { force: true })
  }
}

function describe(bundle: {
  file: string
  bytes: number
  city: string
  didDocuments: number
  statusLists: number
  logSize: number
}): string {
  return `Written to ${bundle.file}: ${bundle.bytes} bytes.

It checks every badge of ${bundle.city} without the city:
  ${bundle.didDocuments} identities, ${bundle.statusLists} status lists, ${bundle.logSize} entries of the award log.

  waymark verify --bundle ${bundle.file} badge.json`
}

async function write(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, Readable.from([bytes]))
  } catch (cause) {
    throw new AppError(
      'conflict',
      'The file cannot be written: check the folder and its permissions',
      { cause },
    )
  }
}

async function moveToNewFile(part: string, output: string): Promise<void> {
  const isThere = await writeFile(output, '', { flag: 'wx' }).then(
    () => false,
    () => true,
  )
  if (isThere) {
    throw new AppError('conflict', 'There is a file of that name already: choose another')
  }
  await rename(part, output)
}
