import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function AddScreen() {
  const text = useText()
  return <Page title={text('add.title')} />
}
