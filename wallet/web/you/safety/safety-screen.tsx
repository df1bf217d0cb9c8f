import { Page } from '../../parts/page.tsx'
import { useText } from '../../shell/words.ts'

export function SafetyScreen() {
  const text = useText()
  return <Page title={text('safety.title')} />
}
