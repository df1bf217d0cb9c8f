import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function RestoreScreen() {
  const text = useText()
  return <Page title={text('enter.title')} />
}
