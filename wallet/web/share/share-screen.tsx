import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function ShareScreen() {
  const text = useText()
  return <Page title={text('share.title')} />
}
