import type { Express, Response } from 'express'
import { isAppError } from '../../shared/errors/app-error.ts'
import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import { rememberingForm } from '../../shared/server/documents/remembered-forms.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { faultsModel, fieldOf } from '../../shared/server/staff/staff-page.ts'
import { ofAddress, takeTries } from '../../shared/server/staff/throttle.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { getProvider } from '../providers/provider-store.ts'
import { maxFileBytes, readEvidenceFile, zMoreEvidence, zSentEvidence } from './evidence.ts'
import type { EvidenceRoutePorts } from './evidence-ports.ts'
import { getEvidenceByToken } from './evidence-store.ts'
import { addEvidence, sendEvidence } from './send-evidence.ts'
import { witnessEvidence } from './witness-evidence.ts'

const paths = {
  send: '/evidence/:provider/:badge',
  add: '/evidence/:token',
  witness: '/witness/:token',
} as const

export const evidenceDeclarations: readonly RouteDeclaration[] = [
  {
    path: paths.send,
    methods: ['GET', 'POST'],
    errors: 'page',
    takesFiles: true,
    maxBodyBytes: maxFileBytes + 65_536,
  },
  { path: paths.add, methods: ['GET', 'POST'], errors: 'page' },
  { path: paths.witness, methods: ['GET', 'POST'], errors: 'page' },
]

const fields = ['name', 'email', 'text', 'link', 'witness'] as const

type Fault = { field: string; text: string }

type Visit = OpenVisit<EvidenceRoutePorts>

/**
 * What learners send in to show what they can do, and what witnesses say of it. A GET changes nothing: mail scanners
 * open links. Stands behind requireSameOrigin.
 */
export function evidenceRoutes(app: Express, ports: EvidenceRoutePorts): void {
  const bound = bindOpenHandlers(ports)
  app.get(paths.send, bound(showForm))
  app.post(paths.send, rememberingForm(ports, bound(send)))
  app.get(paths.add, bound(showMore))
  app.post(paths.add, rememberingForm(ports, bound(addMore)))
  app.get(paths.witness, bound(showWitness))
  app.post(paths.witness, bound(takeWitness))
}

/** Guesses are counted, since what the links open is somebody's. */
async function byToken({ request, response, ports }: Visit, who: 'learner' | 'witness') {
  const hash = hashSecret(String(request.params.token))
  try {
    const by = who === 'learner' ? { learnerHash: hash } : { witnessHash: hash }
    return await getEvidenceByToken(ports.database.reader, by)
  } catch (error) {
    await takeTries(response, [ofAddress(request, 'evidence-link')], ports)
    throw error
  }
}

async function showForm(
  visit: Visit,
  given: { form?: Record<string, string>; faults?: readonly Fault[] } = {},
) {
  const { request, response, ports } = visit
  const provider = String(request.params.provider)
  const badge = String(request.params.badge)
  const { faults = [], form = {} } = given
  render(
    response,
    'evidence/send.njk',
    {
      ...(await headOf(visit, { provider, badge })),
      ...faultsModel(faults),
      form,
      canAskWitness: ports.enqueueMail !== undefined,
    },
    { status: faults.length > 0 ? 422 : 200 },
  )
}

function readFile({ request, response }: Visit) {
  const faults: Fault[] = []
  try {
    return { faults, file: readEvidenceFile(request.body?.file) }
  } catch (error) {
    if (!isAppError(error)) throw error
    faults.push({ field: 'file', text: say(response, 'issuer.evidence.wrong-file') })
    return { faults, file: undefined }
  }
}

async function headOf({ response, ports }: Visit, row: { provider: string; badge: string }) {
  const { database } = ports
  const { lang } = response.locals
  const badge = await findBadge(database.reader, { provider: row.provider, slug: row.badge })
  if (badge === undefined || badge.retiredAt !== undefined) throw unknownBadge()
  const provider = await getProvider(database.reader, row.provider)
  const text = badgeText(badge.design, lang)
  return {
    badge: { name: text.name, language: text.language },
    stone: stoneOf(badge, lang),
    provider: provider.name[lang],
  }
}

async function send(visit: Visit) {
  const { request, response, ports } = visit
  const provider = String(request.params.provider)
  const badge = String(request.params.badge)
  const { lang: language } = response.locals
  const form = Object.fromEntries(fields.map((field) => [field, fieldOf(request.body, field)]))
  const { faults, file } = readFile(visit)
  const sent = zSentEvidence.safeParse({
    ...form,
    ...(fieldOf(request.body, 'isShown') !== '' && { isShown: '1' }),
  })
  if (!sent.success) {
    const wrong = new Set(sent.error.issues.map(({ path }) => String(path[0])))
    for (const field of fields.filter((one) => wrong.has(one))) {
      faults.push({ field, text: say(response, `issuer.evidence.wrong-${field}`) })
    }
  } else if (!sent.data.text && !sent.data.link && !file && faults.length === 0) {
    faults.push({ field: 'text', text: say(response, 'issuer.evidence.wrong-nothing') })
  }
  if (!sent.success || faults.length > 0) return showForm(visit, { form, faults })
  const { witness } = sent.data
  await takeTries(
    response,
    [
      { ...ofAddress(request, 'evidence'), limit: 20 },
      ...(witness === undefined
        ? []
        : [{ key: `witness ${witness.toLowerCase()}`, limit: 3, windowSeconds: 900 }]),
    ],
    ports,
  )
  await ports.database.transact((tx) =>
    sendEvidence(tx, { provider, badge, sent: sent.data, file, language }, ports),
  )
  tellDone(response, 'issuer.evidence.sent', 'issuer.evidence.sent-text')
}

async function showMore(visit: Visit) {
  const { response } = visit
  const row = await byToken(visit, 'learner')
  if (row.state !== 'more') {
    return tellDone(response, 'issuer.evidence.nothing-to-do', 'issuer.evidence.sent-text')
  }
  render(response, 'evidence/add.njk', {
    ...(await headOf(visit, row)),
    ...faultsModel([]),
    reason: row.reason,
  })
}

async function addMore(visit: Visit) {
  const { request, response, ports } = visit
  const key = await byToken(visit, 'learner')
  const more = zMoreEvidence.safeParse(request.body)
  if (!more.success || (!more.data.text && !more.data.link)) {
    const text = say(response, 'issuer.evidence.wrong-more')
    return render(
      response,
      'evidence/add.njk',
      {
        ...(await headOf(visit, key)),
        ...faultsModel([{ field: 'text', text }]),
        reason: key.reason,
        form: { text: fieldOf(request.body, 'text'), link: fieldOf(request.body, 'link') },
      },
      { status: 422 },
    )
  }
  await ports.database.transact((tx) => addEvidence(tx, { key, ...more.data }, ports))
  tellDone(response, 'issuer.evidence.sent', 'issuer.evidence.sent-text')
}

async function showWitness(visit: Visit) {
  const { response } = visit
  const row = await byToken(visit, 'witness')
  if (row.witnessAt !== null || row.decidedAt !== null) {
    return tellDone(response, 'issuer.witness.thanks', 'issuer.witness.thanks-text')
  }
  render(response, 'evidence/witness.njk', {
    ...(await headOf(visit, row)),
    learner: row.name,
    text: row.text,
    link: row.link,
  })
}

async function takeWitness(visit: Visit) {
  const { request, response, ports } = visit
  const key = await byToken(visit, 'witness')
  const answer = fieldOf(request.body, 'saw')
  if (answer !== 'yes' && answer !== 'no') return response.redirect(303, request.originalUrl)
  await ports.database.transact((tx) => witnessEvidence(tx, { key, saw: answer === 'yes' }, ports))
  tellDone(response, 'issuer.witness.thanks', 'issuer.witness.thanks-text')
}

type Plain = Extract<MessageKey, `issuer.evidence.${string}` | `issuer.witness.${string}`>

function say(response: Response, key: Plain): string {
  // sound: none of these sentences has parameters but those that templates fill
  return translate(response.locals.lang, key as 'issuer.evidence.sent')
}

function tellDone(response: Response, title: Plain, text: Plain): void {
  const told = { title: say(response, title), text: say(response, text) }
  render(response, 'evidence/done.njk', told, { status: 201 })
}
