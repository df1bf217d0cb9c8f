import { useEffect, useId, useMemo, useRef } from 'preact/hooks'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { type Facet, facetsOf, isSearching, type RowSearch } from '../../core/record/search-rows.ts'
import { TextField } from '../parts/text-field.tsx'
import { type Text, useText } from '../shell/words.ts'

type SearchPanelProps = {
  rows: readonly BadgeRow[]
  search: RowSearch
  found: number
  onSearch(search: RowSearch): void
}

/** Words, and what there is to filter by. The answer stands below as one types. */
export function SearchPanel({ rows, search, found, onSearch }: SearchPanelProps) {
  const text = useText()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.querySelector('input')?.focus(), [])
  const facets = useMemo(() => facetsOf(rows), [rows])
  const choose = (name: 'issuerId' | 'skill' | 'year') => (value: string) => {
    const { [name]: _, ...rest } = search
    onSearch(value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <search ref={panel} class="search-panel" aria-label={text('record.search-open')}>
      <TextField
        label={text('record.search-label')}
        type="search"
        inputMode="search"
        autocomplete="off"
        value={search.text ?? ''}
        onInput={(words) => onSearch({ ...search, text: words })}
      />
      <div class="search-panel__filters">
        <FacetSelect
          label={text('record.filter-provider')}
          facets={facets.providers}
          value={search.issuerId}
          onChoose={choose('issuerId')}
        />
        <FacetSelect
          label={text('record.filter-skill')}
          facets={facets.skills}
          value={search.skill}
          onChoose={choose('skill')}
        />
        <FacetSelect
          label={text('record.filter-year')}
          facets={facets.years}
          value={search.year}
          onChoose={choose('year')}
        />
      </div>
      {isSearching(search) && (
        <div class="search-panel__found">
          <p role="status">
            {found === 0 ? text('record.found-none') : text('record.found', { count: found })}
          </p>
          <button type="button" class="link-button" onClick={() => onSearch({})}>
            {text('record.filter-clear')}
          </button>
        </div>
      )}
    </search>
  )
}

type FacetSelectProps = {
  label: string
  facets: readonly Facet[]
  value: string | undefined
  onChoose(value: string): void
}

/** Nothing to choose from is no choice. */
function FacetSelect({ label, facets, value, onChoose }: FacetSelectProps) {
  const text = useText()
  const id = useId()
  if (facets.length < 2 && value === undefined) return null
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <select
        id={id}
        class="govuk-select"
        value={value ?? ''}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{text('record.filter-all')}</option>
        {facets.map((facet) => (
          <option key={facet.value} value={facet.value}>
            {facetLabel(facet, text)}
          </option>
        ))}
      </select>
    </div>
  )
}

function facetLabel({ label, count }: Facet, text: Text): string {
  return `${label === '' ? text('record.no-provider') : label} (${count})`
}
