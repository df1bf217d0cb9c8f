import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function ScanScreen() {
  const text = useText()
  return <Page title={text('scan.title')} />
}
