import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import { readBundle } from '../../shared/node/bundle/read-bundle.ts'
import { type CommandIo, exitCodes, print } from '../../shared/node/command-line.ts'
import { readCommandNetwork } from '../../shared/node/command-network.ts'
import { readInput } from '../check/read-input.ts'
import { verifyText } from '../check/verify-text.ts'
import { reportText } from '../commands/report-text.ts'
import { type OpenBundle, openBundle } from './open-bundle.ts'

export type VerifyBundleOptions = {
  json?: boolean
  bundle: string
  cityKey?: string
  trust?: Did[]
  source: string
}

const exitCodeOf = {
  valid: exitCodes.ok,
  invalid: exitCodes.invalid,
  unknown: exitCodes.unknown,
} as const

/**
 * `waymark verify --bundle`: asks nobody. The exit code is the verdict as of the time of the bundle. It speaks for
 * its own city: where only others are trusted, who vouched is unknown.
 */
export async function verifyBundleCommand(
  io: CommandIo,
  options: VerifyBundleOptions,
): Promise<void> {
  const { source, cityKey, trust } = options
  const text = await readInput(source, io, (await readCommandNetwork(io)).fetch)
  const bundle = await readBundle(await openFile(options.bundle), {
    // hundreds of lists may be in it, of which one is needed
    wantsStatusList: (url) => mayName(text, url),
  })
  const open = await openBundle(bundle, { cityKey })
  const report = await verifyText(text, open.ports, { trustedCities: trust ?? [open.city] })
  const { city, keyThumbprint } = open
  const isKeyPinned = cityKey !== undefined
  const rests = { city, asOf: open.asOf.toISOString(), keyThumbprint, isKeyPinned }
  print(
    io,
    {
      json: { ...report, bundle: rests },
      human: `${preface(open, isKeyPinned)}\n\n${reportText(report)}`,
    },
    options.json,
  )
  io.exitCode = exitCodeOf[report.verdict]
}

function preface({ city, asOf, keyThumbprint: key }: OpenBundle, isKeyPinned: boolean): string {
  const time = formatDateTime(asOf.toISOString(), 'en')
  return [
    translate('en', 'verifier.bundle.as-of', { city, time }),
    translate('en', isKeyPinned ? 'verifier.bundle.pinned' : 'verifier.bundle.rests-on', { key }),
  ].join('\n')
}

async function openFile(file: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    await access(file, constants.R_OK)
  } catch (cause) {
    throw new AppError(
      'input_unreadable',
      'The bundle cannot be read: check its name and whether you may read it',
      { cause },
    )
  }
  return createReadStream(file)
}

/** A token hides what it names, and so do escaped letters: for those every list is kept. */
function mayName(text: string, url: string): boolean {
  const isPlain = text.trimStart().startsWith('{') && !/\\|data:application/.test(text)
  return !isPlain || text.includes(url)
}
