import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function ReceiveScreen() {
  const text = useText()
  return <Page title={text('receive.title')} />
}
