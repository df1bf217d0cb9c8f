import type { Did } from '../../shared/did/did.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import { didKeyDocument } from '../../shared/did/did-key.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import type { Cv } from '../../wallet/core/cv/cv.ts'
import type { Share } from '../../wallet/core/cv/share.ts'
import type { Disclosure, HeldBadge } from '../../wallet/core/held-badge.ts'
import { badgeRow } from '../../wallet/core/record/badge-row.ts'
import type { Holder, WalletFetch, WalletPorts } from '../../wallet/core/wallet-ports.ts'
import { createTestClock } from '../support/clock.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'

export type FakeAnswer = { status?: number; type?: string; body: unknown }

export type FakeRequest = { method: string; url: string; body: string }

export type FakeWorld = {
  ports: WalletPorts
  /** What other hosts answer, by `METHOD url`; everything else is a 404. */
  answers: Map<string, FakeAnswer | ((request: FakeRequest) => FakeAnswer)>
  dids: Map<string, DidDocument>
  requests: FakeRequest[]
  badges: HeldBadge[]
  disclosures: Disclosure[]
  cvs: Map<string, Cv>
  shares: Map<string, Share>
  holders: Holder[]
  /** What the checks say of every badge that comes. */
  report: (text: string) => CredentialReport
}

const learner = ed25519TestKey('learner')

export const learnerHolder: Holder = {
  did: learner.did,
  curve: 'Ed25519',
  isDefault: true,
  createdAt: '2026-11-01T09:00:00Z',
}

/** A wallet whose every port is a fake that remembers: nothing of it leaves the process. */
export function createFakeWorld(options: { fetch?: WalletFetch } = {}): FakeWorld {
  const world: Omit<FakeWorld, 'ports'> = {
    answers: new Map(),
    dids: new Map(),
    requests: [],
    badges: [],
    disclosures: [],
    cvs: new Map(),
    shares: new Map(),
    holders: [learnerHolder],
    report: reportValid,
  }
  let count = 0
  const ports = {
    clock: createTestClock(),
    random: (byteCount) => new Uint8Array(byteCount).fill(++count % 256),
    allowLoopbackHttp: false,
    verifySignature,
    fetch: options.fetch ?? fakeFetch(world),
    resolveDid: async (did) => {
      const document = did.startsWith('did:key:') ? didKeyDocument(did) : world.dids.get(did)
      return document === undefined
        ? { outcome: 'refused', code: 'did_not_found', detail: 'not found' }
        : { outcome: 'resolved', document }
    },
    verification: {
      verifyCredential: async (input) => world.report(String(input)),
    },
    agent: {
      listHolders: async () => world.holders,
      createDefaultHolder: async () => {
        world.holders.push(learnerHolder)
        return learnerHolder
      },
      signerOf: async () => learner.signer(),
      createPresentation: async (input) => ({ presentationOf: input }),
    },
    store: {
      keepBadges: async (badges) =>
        badges.map((badge) => {
          const id = `badge-${world.badges.length + 1}`
          world.badges.push({ ...badge, id })
          return { id, isNew: true }
        }),
      listBadges: async () => world.badges,
      listRows: async () => world.badges.map(badgeRow),
      findBadge: async (id) => world.badges.find((badge) => badge.id === id),
      updateReport: async () => undefined,
      keepLogProof: async (id, logProof) => {
        world.badges = world.badges.map((badge) =>
          badge.id === id ? { ...badge, logProof } : badge,
        )
      },
      addDisclosure: async (disclosure) => void world.disclosures.push(disclosure),
      listDisclosures: async () => world.disclosures,
      removeBadge: async (id) => {
        world.badges = world.badges.filter((badge) => badge.id !== id)
      },
      keepReflection: async (id, reflection) => {
        world.badges = world.badges.map((badge) =>
          badge.id === id ? { ...badge, reflection } : badge,
        )
      },
      addReflection: async (id, reflection) => {
        world.badges = world.badges.map((badge) =>
          badge.id === id ? { reflection, ...badge } : badge,
        )
      },
      removeDisclosure: async (id) => {
        world.disclosures = world.disclosures.filter((disclosure) => disclosure.id !== id)
      },
      listCvs: async () => [...world.cvs.values()],
      keepCv: async (cv) => void world.cvs.set(cv.id, cv),
      changeCv: async (id, change) => {
        const cv = change(world.cvs.get(id))
        world.cvs.set(id, cv)
        return cv
      },
      removeCv: async (id) => void world.cvs.delete(id),
      listShares: async () => [...world.shares.values()],
      keepShare: async (share) => void world.shares.set(share.id, share),
      removeShare: async (id) => void world.shares.delete(id),
    },
  } satisfies WalletPorts
  return Object.assign(world, { ports })
}

function fakeFetch(world: Pick<FakeWorld, 'answers' | 'requests'>): WalletFetch {
  return async (url, init = {}) => {
    const { method = 'GET', body } = init
    const request = { method, url: String(url), body: typeof body === 'string' ? body : '' }
    world.requests.push(request)
    const found = world.answers.get(`${method} ${request.url}`)
    const answer = typeof found === 'function' ? found(request) : found
    const {
      status = 200,
      type = 'application/json',
      body: text,
    } = answer ?? {
      status: 404,
      body: {},
    }
    return new Response(typeof text === 'string' ? text : JSON.stringify(text), {
      status,
      headers: { 'content-type': type },
    })
  }
}

/** What the wallet kept of a badge, as far as tests look. */
export function heldBadge(change: Partial<HeldBadge> & { document?: JsonObject } = {}): HeldBadge {
  const { document = badgeDocument(), ...rest } = change
  const text = JSON.stringify(document)
  const report = reportValid(text)
  return {
    id: 'badge-1',
    text,
    format: 'ldp_vc',
    holder: learnerHolder.did,
    summary: report.credential ?? summaryOf(document),
    report,
    source: { kind: 'file' },
    receivedAt: '2026-11-20T09:00:00Z',
    ...rest,
  }
}

/** Not signed: for tests that look at what is claimed only. */
export function badgeDocument(
  achievementId = 'https://city.example/badges/first-aid/v/1',
  subject: Did = learnerHolder.did,
): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: 'did:web:issuer.example:quay', type: ['Profile'], name: 'Quay Youth Club' },
    validFrom: '2026-11-01T09:00:00Z',
    credentialSubject: {
      id: subject,
      type: ['AchievementSubject'],
      achievement: { id: achievementId, type: ['Achievement'], name: 'First aid' },
    },
  }
}

function summaryOf(document: JsonObject): HeldBadge['summary'] {
  const { credentialSubject } = document as ReturnType<typeof badgeDocument>
  const subject = credentialSubject as { id?: string; achievement?: { id: string; name: string } }
  return {
    types: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: 'did:web:issuer.example:quay', name: 'Quay Youth Club' },
    ...(subject.id !== undefined && { subjectId: subject.id }),
    ...(subject.achievement && { achievement: subject.achievement }),
    validFrom: '2026-11-01T09:00:00Z',
  }
}

export function reportValid(text: string): CredentialReport {
  return {
    kind: 'credential',
    verdict: 'valid',
    checks: [{ name: 'proof', result: 'pass', code: 'ok', detail: 'The signature is right.' }],
    credential: summaryOf(JSON.parse(text)),
    checkedAt: '2026-11-22T10:00:00Z',
  }
}
