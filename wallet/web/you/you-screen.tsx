import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'
import { AboutApp } from './about-app.tsx'
import { ChooseAppearance } from './choose-appearance.tsx'
import { ChooseLanguage } from './choose-language.tsx'
import { InstallApp } from './install-app.tsx'
import { OwnPages } from './own-pages.tsx'

/** The person's own page. It opens without the wallet too, so that the language can be set first. */
export function YouScreen() {
  const text = useText()
  return (
    <Page title={text('you.title')}>
      <OwnPages />
      <ChooseLanguage />
      <ChooseAppearance />
      <InstallApp />
      <AboutApp />
    </Page>
  )
}
