import { badgeFingerprint } from '../badge-fingerprint.ts'
import type { Cv } from '../cv/cv.ts'
import type { Share } from '../cv/share.ts'
import type { Disclosure, HeldBadge, NewBadge } from '../held-badge.ts'
import type { WalletStore } from '../wallet-ports.ts'
import { indexChanges, readIndex } from './badge-index.ts'
import type { RowValue, SealedRows } from './sealed-rows.ts'

export type SealedStorePorts = {
  rows: SealedRows
  newId: () => string
  /** Told after each change that was written. */
  onChange: (change: StoreChange) => void
}

export type StoreChange = 'badges' | 'history' | 'cvs' | 'shares'

/** Ids of what was removed, so that an older copy does not bring it back. */
export const removedStore = 'removed'

/** CVs as the sealed copy on the server has them: what was changed on two devices is told by that. */
export const copiedCvStore = 'copied-cv'

/** The wallet's store over sealed rows, one for each badge, and an index for the list. */
export function createSealedStore(ports: SealedStorePorts): WalletStore {
  const { rows, onChange } = ports
  return {
    ...badgeStore(ports),
    async addDisclosure(disclosure) {
      await keep(rows, 'disclosure', disclosure)
      onChange('history')
    },
    // sound, as for the lists below: they were written here and nowhere else
    listDisclosures: async () =>
      ((await values(rows, 'disclosure')) as Disclosure[]).sort(newest('at')),
    async removeDisclosure(id) {
      await remove(rows, 'disclosure', id)
      onChange('history')
    },
    listCvs: async () => ((await values(rows, 'cv')) as Cv[]).sort(newest('updatedAt')),
    async keepCv(cv) {
      await keep(rows, 'cv', cv)
      onChange('cvs')
    },
    async changeCv(id, change) {
      const changed = await rows.change(async () => {
        const value = change((await rows.read('cv', id)) as Cv | undefined)
        return { rows: [{ store: 'cv', id, value }], result: value }
      })
      onChange('cvs')
      return changed
    },
    async removeCv(id) {
      await remove(rows, 'cv', id, [{ store: copiedCvStore, id }])
      onChange('cvs')
    },
    listShares: async () => ((await values(rows, 'share')) as Share[]).sort(newest('createdAt')),
    async keepShare(share) {
      await keep(rows, 'share', share)
      onChange('shares')
    },
    async removeShare(id) {
      await remove(rows, 'share', id)
      onChange('shares')
    },
  }
}

type BadgeStore = Pick<
  WalletStore,
  | 'keepBadges'
  | 'listBadges'
  | 'listRows'
  | 'findBadge'
  | 'updateReport'
  | 'keepLogProof'
  | 'removeBadge'
  | 'keepReflection'
  | 'addReflection'
>

function badgeStore({ rows, newId, onChange }: SealedStorePorts): BadgeStore {
  // sound, as for the list of badges: keepBadges and update wrote them
  const find = async (id: string) => (await rows.read('badge', id)) as HeldBadge | undefined

  const update = async (id: string, change: (badge: HeldBadge) => HeldBadge | undefined) => {
    const isChanged = await rows.change(async () => {
      const badge = await find(id)
      const changed = badge && change(badge)
      if (changed === undefined) return { rows: [], result: false }
      const index = await indexChanges(rows, { changed: [changed] })
      return { rows: [{ store: 'badge', id, value: changed }, ...index], result: true }
    })
    if (isChanged) onChange('badges')
  }

  return {
    async keepBadges(badges) {
      const kept = await rows.change(async () => {
        const plan = planKeeping(badges, await readIndex(rows), newId)
        const proven = await Promise.all(plan.proofs.map(async (proof) => withProof(proof, find)))
        const changed = [...plan.added, ...proven.flat()]
        const index = await indexChanges(rows, { changed })
        const written = changed.map((badge) => ({ store: 'badge', id: badge.id, value: badge }))
        return { rows: [...written, ...index], result: plan.kept }
      })
      if (badges.length > 0) onChange('badges')
      return kept
    },
    async listBadges() {
      const badges = (await values(rows, 'badge')) as HeldBadge[]
      return badges.sort(newest('receivedAt'))
    },
    async listRows() {
      return (await readIndex(rows)).map(({ row }) => row).sort(newest('receivedAt'))
    },
    findBadge: find,
    updateReport: (id, report, summary) =>
      update(id, (badge) => ({ ...badge, report, ...(summary && { summary }) })),
    keepLogProof: (id, logProof) => update(id, (badge) => ({ ...badge, logProof })),
    keepReflection: (id, text) =>
      update(id, ({ reflection: _, ...badge }) =>
        text === '' ? badge : { ...badge, reflection: text },
      ),
    addReflection: (id, reflection) =>
      update(id, (badge) =>
        badge.reflection === undefined ? { ...badge, reflection } : undefined,
      ),
    async removeBadge(id) {
      await rows.change(async () => {
        const index = await indexChanges(rows, { removed: [id] })
        const gone = { store: removedStore, id, value: true }
        return { rows: [{ store: 'badge', id }, gone, ...index], result: undefined }
      })
      onChange('badges')
    },
  }
}

type Proof = { id: string; logProof: NonNullable<NewBadge['logProof']> }

function planKeeping(
  badges: Parameters<WalletStore['keepBadges']>[0],
  index: Awaited<ReturnType<typeof readIndex>>,
  newId: () => string,
) {
  const here = new Map(index.map(({ fingerprint, row }) => [fingerprint, row.id]))
  const taken = new Set(here.values())
  const added: HeldBadge[] = []
  const proofs: Proof[] = []
  const kept = badges.map((badge) => {
    const fingerprint = badgeFingerprint(badge)
    const known = here.get(fingerprint)
    if (known !== undefined) {
      if (badge.logProof) proofs.push({ id: known, logProof: badge.logProof })
      return { id: known, isNew: false }
    }
    const id = badge.id === undefined || taken.has(badge.id) ? newId() : badge.id
    here.set(fingerprint, id)
    taken.add(id)
    added.push({ ...badge, id })
    return { id, isNew: true }
  })
  return { added, proofs, kept }
}

async function withProof(
  { id, logProof }: Proof,
  find: (id: string) => Promise<HeldBadge | undefined>,
): Promise<HeldBadge[]> {
  const badge = await find(id)
  return badge === undefined || badge.logProof !== undefined ? [] : [{ ...badge, logProof }]
}

async function keep(rows: SealedRows, store: string, value: { id: string }): Promise<void> {
  await rows.change(async () => ({ rows: [{ store, id: value.id, value }], result: undefined }))
}

/** @param beside rows that go with it */
async function remove(
  rows: SealedRows,
  store: string,
  id: string,
  beside: readonly RowValue[] = [],
): Promise<void> {
  const gone: RowValue[] = [{ store, id }, { store: removedStore, id, value: true }, ...beside]
  await rows.change(async () => ({ rows: gone, result: undefined }))
}

async function values(rows: SealedRows, store: string): Promise<unknown[]> {
  return (await rows.readAll(store)).map(({ value }) => value)
}

/** The same order as on Node: latest first, then by id. */
function newest<Name extends string>(name: Name) {
  return <Item extends { id: string } & Record<Name, string>>(one: Item, other: Item): number => {
    if (one[name] !== other[name]) return one[name] < other[name] ? 1 : -1
    return one.id < other.id ? -1 : 1
  }
}
