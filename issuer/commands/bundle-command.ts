import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../shared/errors/app-error.ts'
import { readBundle } from '../../shared/node/bundle/read-bundle.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { readCitySetting } from './city-setting.ts'

export type BundleOptions = { output: string; city?: string; json?: boolean }

const maxBytes = 4_294_967_296
const timeoutMs = 1_800_000

/** `waymark city bundle`: what was fetched is read through before it gets its name, so half a bundle never has one. */
export async function bundleCommand(io: CommandIo, options: BundleOptions): Promise<void> {
  const { output } = options
  const { cityUrl, apiKey, fetch } = await readCitySetting(io, options)
  const part = `${output}.part`
  try {
    const response = await fetch(`${cityUrl}/api/v1/bundle`, {
      headers: { Accept: 'application/gzip', Authorization: `Bearer ${apiKey}` },
      maxBytes,
      timeoutMs,
      save: (body) => writeTo(part, body),
    })
    if (response.status !== 200) {
      throw new AppError('fetch_failed', `The city gave no bundle: status ${response.status}`)
    }
    const { city, didDocuments, statusLists, log } = await readBundle(createReadStream(part))
    await moveToNewFile(part, output)
    const json = {
      file: output,
      bytes: (await stat(output)).size,
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
  ${counted(bundle.didDocuments, 'identity', 'identities')}, ${counted(bundle.statusLists, 'status list')}, ${counted(bundle.logSize, 'entry', 'entries')} of the award log.

  waymark verify --bundle ${bundle.file} badge.json`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Piece by piece: the award log of a large city is larger than the memory of a small machine. */
async function writeTo(file: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const target = createWriteStream(file)
  let writeFault: unknown
  target.once('error', (error) => {
    writeFault = error
  })
  try {
    await pipeline(body, target)
  } catch (error) {
    if (writeFault !== error) throw error
    throw new AppError(
      'conflict',
      'The file cannot be written: check the folder, its permissions and the space left',
      { cause: error },
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
