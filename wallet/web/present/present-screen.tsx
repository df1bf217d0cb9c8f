import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function PresentScreen() {
  const text = useText()
  return <Page title={text('present.title')} />
}
