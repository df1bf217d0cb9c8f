import { useState } from 'preact/hooks'
import type { Disclosure } from '../../core/held-badge.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../shell/loading.tsx'
import { useChanging } from '../shell/use-changing.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { DeleteNote } from './delete-note.tsx'
import { DisclosureNote } from './disclosure-note.tsx'

/** What was shown to whom: for the learner alone. */
export function HistoryScreen() {
  const text = useText()
  const history = useHistory()
  const [toDelete, setToDelete] = useState<Disclosure>()
  if (history === undefined) return <Loading />
  const { disclosures, badgeIds } = history
  return (
    <Page title={text('history.title')} back="/you">
      {disclosures.length === 0 ? (
        <EmptyState title={text('history.empty')}>
          <p>{text('history.empty-text')}</p>
        </EmptyState>
      ) : (
        <>
          <p>{text('history.intro')}</p>
          {disclosures.map((disclosure) => (
            <DisclosureNote
              key={disclosure.id}
              disclosure={disclosure}
              badgeIds={badgeIds}
              onDelete={setToDelete}
            />
          ))}
        </>
      )}
      <DeleteNote disclosure={toDelete} onDone={() => setToDelete(undefined)} />
    </Page>
  )
}

type History = { disclosures: Disclosure[]; badgeIds: ReadonlySet<string> }

function useHistory(): History | undefined {
  const { store } = useWallet().ports
  return useChanging(['history', 'badges'], async () => {
    const [disclosures, rows] = await Promise.all([store.listDisclosures(), store.listRows()])
    return { disclosures, badgeIds: new Set(rows.map(({ id }) => id)) }
  })
}
