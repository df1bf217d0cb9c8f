import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

export function CvListScreen() {
  const text = useText()
  return <Page title={text('cv.title')} />
}
