import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

/** Where what is on near the person will stand. Until a city lists it, the page says so. */
export function FindScreen() {
  const text = useText()
  return (
    <Page title={text('you.find-title')}>
      <EmptyState title={text('you.find-text')}>
        <p>{text('you.find-now')}</p>
        <p class="second">{text('you.find-privacy')}</p>
      </EmptyState>
    </Page>
  )
}
