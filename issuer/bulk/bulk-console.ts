import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { csvLine } from '../../shared/node/csv/csv-line.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { sendCsvHead } from '../../shared/server/csv-head.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type Actor, actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type BulkPorts,
  discardBulk,
  getBulk,
  keepBulk,
  pauseBulk,
  readBulk,
  readProgress,
  resumeBulk,
  startBulk,
} from './bulk-award.ts'
import {
  bulkArea as area,
  mostBytes,
  bulkPath as path,
  plainName,
  readUpload,
  showForm,
} from './bulk-form.ts'
import type { BulkKey, BulkRow } from './bulk-store.ts'
import { bulkHref, bulkPageModel, progressModel, receiptWords, refusalText } from './bulk-view.ts'
import { writeReceipt } from './receipt.ts'

export type BulkConsolePorts = BulkPorts & {
  derive: DeriveBytes
  /** Absent where the city sends no e-mail. */
  enqueueMail?: unknown
}

type Visit = RouteVisit<Permission, BulkConsolePorts>

const entry = { permission: 'award.make', scope: inProvider, errors: 'page' } as const
const get = { ...entry, method: 'GET' } as const
const post = { ...entry, method: 'POST' } as const
const one = `${path}/:id`

/** Awarding a badge to a whole list: sent, looked at, started, watched. */
export function bulkConsoleRoutes(ports: BulkConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  return [
    { ...get, path, handler: (request, response) => showForm(request, response, ports) },
    { ...post, path, takesFiles: true, maxBodyBytes: mostBytes, handler: bound(takeList) },
    { ...get, path: `${path}/example.csv`, handler: sendExample },
    { ...get, path: one, handler: bound(show) },
    { ...get, path: `${one}/progress`, errors: 'problem', handler: bound(tellProgress) },
    { ...get, path: `${one}/receipt.csv`, handler: bound(downloadReceipt) },
    { ...post, path: `${one}/start`, handler: bound(changing(startBulk, 'console.bulk.started')) },
    { ...post, path: `${one}/pause`, handler: bound(changing(pauseBulk)) },
    { ...post, path: `${one}/resume`, handler: bound(changing(resumeBulk)) },
    { ...post, path: `${one}/discard`, handler: bound(discard) },
  ]
}

async function takeList({ request, response, access, ports }: Visit) {
  const upload = readUpload(request.body)
  if ('errors' in upload) return showForm(request, response, ports, upload.errors)
  const provider = inProvider(request)
  const { badge, delivery, notify, file } = upload
  const draft = await readBulk(
    {
      provider,
      badge,
      ...delivery,
      notify: notify === 'yes' && ports.enqueueMail !== undefined,
      fileName: plainName(file.fileName),
      bytes: file.bytes,
    },
    actorIn(access, provider),
    ports,
  )
  if ('refused' in draft) {
    const text = refusalText(draft.refused, draft.line)
    return showForm(request, response, ports, { file: text })
  }
  await ports.database.transact((tx) => keepBulk(tx, draft))
  response.redirect(303, bulkHref(draft.bulk))
}

function sendExample(_request: Request, response: Response): void {
  sendCsvHead(response, 'example.csv')
  response.send(
    [
      'email,name,language,valid until',
      'sam@example.org,Sam Jones,en,',
      'sian@example.org,Siân Rees,cy,',
    ]
      .map((line) => csvLine(line.split(',')))
      .join(''),
  )
}

async function show({ request, response, ports }: Visit) {
  const { reader } = ports.database
  const model = await bulkPageModel(reader, await getBulk(reader, keyOf(request)))
  const title = model.isDraft ? translate('en', 'console.bulk.check') : model.badge
  consolePage(response, 'bulk/bulk-page.njk', { bulk: model }, { title, area })
}

async function tellProgress({ request, response, ports }: Visit) {
  const { reader } = ports.database
  const bulk = await getBulk(reader, keyOf(request))
  response.json(progressModel(bulk, await readProgress(reader, bulk)))
}

async function downloadReceipt({ request, response, ports }: Visit) {
  const bulk = await getBulk(ports.database.reader, keyOf(request))
  sendCsvHead(response, `receipt-${bulk.id}.csv`)
  await sendReceipt(bulk, response, ports)
}

export async function sendReceipt(
  bulk: BulkRow,
  response: Response,
  { database, derive }: BulkConsolePorts,
): Promise<void> {
  const text = writeReceipt(bulk, receiptWords, { reader: database.reader, derive })
  await pipeline(Readable.from(text), response)
}

type Change = (tx: Transaction, key: BulkKey, by: { actor: Actor; at: string }) => Promise<void>

/** Leads on to the list's page, with words where there are any. */
function changing(change: Change, words?: 'console.bulk.started'): (visit: Visit) => Promise<void> {
  return (visit) =>
    orTellRefusal(visit, async (key) => {
      const { response, ports } = visit
      await ports.database.transact((tx) => change(tx, key, byOf(visit)))
      if (words === undefined) return response.redirect(303, bulkHref(key))
      await redirectWith(response, bulkHref(key), { text: translate('en', words) }, ports)
    })
}

function discard(visit: Visit): Promise<void> {
  return orTellRefusal(visit, async (key) => {
    const { response, ports } = visit
    await ports.database.transact((tx) => discardBulk(tx, key, byOf(visit)))
    const text = translate('en', 'console.bulk.discarded')
    await redirectWith(response, path.replace(':provider', key.provider), { text }, ports)
  })
}

const refusals = {
  conflict: 'console.bulk.moved-on',
  provider_inactive: 'console.bulk.why.provider_inactive',
} as const

/** The list goes on by itself while its page is looked at: what no longer fits shows the page as it is now. */
async function orTellRefusal(
  { request, response, ports }: Visit,
  work: (key: BulkKey) => Promise<void>,
): Promise<void> {
  const key = keyOf(request)
  try {
    await work(key)
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code !== 'conflict' && error.code !== 'provider_inactive') throw error
    const text = translate('en', refusals[error.code])
    await redirectWith(response, bulkHref(key), { text, kind: 'problem' }, ports)
  }
}

function byOf({ request, access, ports }: Visit) {
  return { actor: actorIn(access, inProvider(request)), at: ports.clock().toISOString() }
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** @throws AppError not_found */
function keyOf(request: Request): BulkKey {
  const { id } = request.params
  if (typeof id !== 'string' || !uuid.test(id)) {
    throw new AppError('not_found', 'There is no such list of awards')
  }
  return { provider: inProvider(request), id }
}
