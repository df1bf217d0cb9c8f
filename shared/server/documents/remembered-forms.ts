import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { translate } from '../../i18n/catalogue.ts'
import { insertIfAbsent } from '../../node/database/insert-if-absent.ts'
import { type KeyEncryptionKey, keyEncryptionKeyFrom } from '../../node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../node/kms/sealed-json.ts'
import { idempotencyKeyEntity } from '../api/api-schema.ts'
import { canonicalText, type IdempotencyPorts } from '../api/idempotency.ts'
import { sayOnce } from '../console/flash.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { unfinished } from './remembered-answers.ts'

type Handler = (request: Request, response: Response) => Promise<void> | void

/** Lets every form of the console that names itself be sent once, see rememberingForm. */
export function rememberingForms<Permission extends string>(
  routes: readonly GuardedRoute<Permission>[],
  ports: IdempotencyPorts,
): GuardedRoute<Permission>[] {
  return routes.map((route) => {
    if (route.method !== 'POST') return route
    return {
      ...route,
      handler: (request, response, access) =>
        rememberingForm(ports, (...visit) => route.handler(...visit, access))(request, response),
    }
  })
}

/**
 * Does what a form asks once, however often the same form is sent with the same words in it: a button pressed twice
 * makes one thing, and the second press gets what came of the first. Each form that a page shows names itself
 * (`parts.formId()`). What is answered with a redirect or as created is kept; a page that refuses the form, or only shows
 * something, is not, nor is what leads to a page that tells of a problem. The database learns neither the form's name nor
 * what stood in it: both make the key under which the answer rests sealed for its day.
 */
export function rememberingForm(ports: IdempotencyPorts, handle: Handler): Handler {
  return async (request, response) => {
    const form = takeForm(request, response)
    if (form === undefined) return handle(request, response)
    const kept = await takeTurn(form, ports)
    if (kept !== 'mine') return tellAgain(response, kept, ports)
    const told = rememberPage(response)
    try {
      await handle(request, response)
    } catch (error) {
      await forget(form, ports)
      throw error
    }
    const answer = told()
    if (answer === undefined) return forget(form, ports)
    await keep(form, answer, ports)
  }
}

type SentForm = { key: string; sealingKey: KeyEncryptionKey }

const zKept = z.object({
  /** Set with the answer, such as the session of somebody who has none yet. */
  cookies: z.array(z.string()),
  /** Where it led, or the page that it was. */
  told: z.union([
    z.object({ to: z.string() }),
    z.object({ page: z.string(), cspNonce: z.string() }),
  ]),
})
type Kept = z.infer<typeof zKept>

const scope = 'form'
const zFormId = z.uuid()

/** Another node may have the first; it is looked this often whether that one has ended. */
const lookEveryMs = 100
/** Who has not ended by then was cut short, or has more to do than anybody waits for. */
const longestMs = 20_000

/** A button pressed twice; later somebody else may sit there, and send the page again that stood open. */
const samePersonMs = 120_000

/** Takes the form's name out of it, so that what is left is what was asked for. */
function takeForm(request: Request, response: Response): SentForm | undefined {
  const { body } = request
  if (typeof body !== 'object' || body === null || !('form' in body)) return undefined
  const { form } = body
  delete body.form
  const id = zFormId.safeParse(form)
  if (!id.success) return undefined
  const derive = (text: string) => createHmac('sha256', id.data).update(text).digest()
  const session = response.locals.staff?.session.id ?? ''
  const asked = [session, request.method, request.originalUrl, canonicalText(body)].join('\n')
  return {
    key: derive(`form\n${asked}`).toString('base64url'),
    sealingKey: keyEncryptionKeyFrom(derive('answer')),
  }
}

/** @throws AppError form_unfinished where the first has not ended, or was cut short */
async function takeTurn(
  { key, sealingKey }: SentForm,
  { database, clock }: IdempotencyPorts,
): Promise<Kept | 'mine'> {
  const taken = { scope, key, fingerprint: '', status: unfinished, body: '' }
  while (true) {
    const createdAt = clock().toISOString()
    const isFirst = await database.transact((tx) =>
      insertIfAbsent(tx, idempotencyKeyEntity, { ...taken, createdAt }),
    )
    if (isFirst) return 'mine'
    const row = await whenEnded(key, { database, clock })
    if (row !== null) {
      const kept = zKept.parse(openJson(row.body, sealingKey, contextOf(key)))
      const isLate = clock().getTime() - Date.parse(row.createdAt) > samePersonMs
      return isLate ? { ...kept, cookies: [] } : kept
    }
  }
}

/** What came of the first; null where it did nothing, so that the next may. */
async function whenEnded(key: string, { database, clock }: IdempotencyPorts) {
  while (true) {
    const row = await database.reader.findOneBy(idempotencyKeyEntity, { scope, key })
    if (row === null || row.status !== unfinished) return row
    if (clock().getTime() - Date.parse(row.createdAt) > longestMs) {
      throw new AppError('form_unfinished', 'The same form was sent before and has not ended')
    }
    await wait(lookEveryMs)
  }
}

/** What is to be kept of the answer, once it has been given. */
function rememberPage(response: Response): () => Kept | undefined {
  let page: string | undefined
  const send = response.send.bind(response)
  response.send = (body: unknown) => {
    if (typeof body === 'string') page = body
    return send(body)
  }
  return () => {
    const cookies = [response.getHeader('Set-Cookie') ?? []].flat().map(String)
    if (response.locals.wasNotDone) return undefined
    const to = response.get('Location')
    if (to !== undefined) return { cookies, told: { to } }
    if (response.statusCode !== 201 || page === undefined) return undefined
    return { cookies, told: { page, cspNonce: response.locals.cspNonce } }
  }
}

async function tellAgain(
  response: Response,
  { cookies, told }: Kept,
  ports: IdempotencyPorts,
): Promise<void> {
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  if ('page' in told) {
    // what may run in a page is named anew by each answer
    const page = told.page.replaceAll(told.cspNonce, response.locals.cspNonce)
    response.status(201).type('html').send(page)
    return
  }
  if (response.locals.staff !== undefined) {
    await sayOnce(response, { text: translate('en', 'console.sent-before') }, ports)
  }
  response.redirect(303, told.to)
}

async function keep(
  { key, sealingKey }: SentForm,
  answer: Kept,
  { database }: IdempotencyPorts,
): Promise<void> {
  const body = sealJson(answer, sealingKey, contextOf(key))
  const status = 'to' in answer.told ? 303 : 201
  await database.transact((tx) => tx.update(idempotencyKeyEntity, { scope, key }, { status, body }))
}

/** Nothing was done, so that the form may be sent again. */
async function forget({ key }: SentForm, { database }: IdempotencyPorts): Promise<void> {
  await database.transact((tx) => tx.delete(idempotencyKeyEntity, { scope, key }))
}

const contextOf = (key: string) => ({ owner: 'form', keyId: key })
