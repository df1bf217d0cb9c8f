import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function HistoryScreen() {
  const text = useText()
  return <Page title={text('history.title')} />
}
