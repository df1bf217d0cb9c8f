import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function RecordScreen() {
  const text = useText()
  return <Page title={text('record.title')} />
}
