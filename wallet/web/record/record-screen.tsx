import { useState } from 'preact/hooks'
import { isSearching, type RowSearch, searchRows } from '../../core/record/search-rows.ts'
import { needKey, needsYou } from '../../core/record/trail.ts'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { type Text, useText } from '../shell/words.ts'
import { SafetyReminder } from '../you/safety/safety-reminder.tsx'
import { BegunOffers } from './begun-offers.tsx'
import { EmptyRecord } from './empty-record.tsx'
import { NeedsYou } from './needs-you.tsx'
import { SearchPanel } from './search-panel.tsx'
import { Trail } from './trail.tsx'
import { type KeptRecord, useRecord } from './use-record.ts'
import { useRefresh } from './use-refresh.ts'

/** Home: one sentence, what needs its owner, then the trail. */
export function RecordScreen() {
  const record = useRecord()
  useRefresh(record?.rows)
  if (record === undefined) return <Loading />
  if (record.rows.length === 0) return <EmptyRecord begun={record.begun} />
  return <Record record={record} />
}

function Record({ record }: { record: KeptRecord }) {
  const text = useText()
  const { ports } = useWallet()
  const [now] = useState(() => ports.clock())
  const [search, setSearch] = useState<RowSearch>()
  const [look, setLook] = useState<'trail' | 'grid'>('trail')
  const { rows, settled, begun } = record
  const needs = needsYou(rows, now, (need) => settled.has(needKey(need)))
  const isSearched = search !== undefined && isSearching(search)
  const shown = isSearched ? searchRows(rows, search) : rows
  return (
    <Page title={summary(rows.length, needs.length, text)}>
      <BegunOffers begun={begun} />
      <SafetyReminder />
      <div class="record-tools">
        <button
          type="button"
          class="link-button"
          aria-expanded={search !== undefined}
          onClick={() => setSearch(search === undefined ? {} : undefined)}
        >
          {text(search === undefined ? 'record.search' : 'record.search-close')}
        </button>
        <button
          type="button"
          class="link-button"
          onClick={() => setLook(look === 'grid' ? 'trail' : 'grid')}
        >
          {text(look === 'grid' ? 'record.as-trail' : 'record.as-grid')}
        </button>
        <Link class="record-tools__add" to="/add">
          {text('record.add')}
        </Link>
      </div>
      {search !== undefined && (
        <SearchPanel rows={rows} search={search} found={shown.length} onSearch={setSearch} />
      )}
      {needs.length > 0 && !isSearched && <NeedsYou needs={needs} now={now} />}
      <h2 class={needs.length > 0 && !isSearched ? undefined : 'visually-hidden'}>
        {text('record.trail')}
      </h2>
      <Trail rows={shown} now={now} look={look} />
    </Page>
  )
}

/** `12 badges. 1 needs you.` */
function summary(count: number, needs: number, text: Text): string {
  const badges = text('record.count', { count })
  return needs === 0 ? badges : `${badges} ${text('record.count-needs', { count: needs })}`
}
