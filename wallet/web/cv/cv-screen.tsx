import { Page } from '../parts/page.tsx'
import type { ScreenProps } from '../shell/routes.ts'
import { useText } from '../shell/words.ts'

export function CvScreen(_props: ScreenProps) {
  const text = useText()
  return <Page title={text('cv.title')} />
}
