import type { ComponentChildren } from 'preact'
import { BottomBar } from './bottom-bar.tsx'
import { Link } from './link.tsx'
import type { Tab } from './route.ts'
import { setLanguage } from './settings.ts'
import { ShellNotices } from './shell-notices.tsx'
import { useLanguage, useShellText } from './words.ts'

type LayoutProps = { tab: Tab | undefined; hasBar: boolean; children: ComponentChildren }

/** What surrounds every screen: skip link, name, language, notices, the bottom bar. */
export function Layout({ tab, hasBar, children }: LayoutProps) {
  const text = useShellText()
  const language = useLanguage()
  const other = language === 'en' ? 'cy' : 'en'
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place on the page; only the way there is another */}
      <a class="govuk-skip-link" href="#main" onClick={skipToMain}>
        {text('shell.skip')}
      </a>
      <header class="shell-head">
        <Link class="shell-head__name" to="/">
          <svg class="site-head__mark" viewBox="0 0 28 34" aria-hidden="true" focusable="false">
            <path d="M2 34V14a12 12 0 0 1 24 0v20zM2 24v3h24v-3z" fill-rule="evenodd" />
          </svg>
          Waymark
        </Link>
        <button
          type="button"
          class="shell-head__language"
          lang={other}
          onClick={() => setLanguage(other)}
        >
          {text('shell.other-language')}
        </button>
      </header>
      <ShellNotices />
      <main id="main" class="shell-main" tabIndex={-1}>
        {children}
      </main>
      {hasBar && <BottomBar tab={tab} />}
    </>
  )
}

/** The fragment of the address belongs to offers and keys, so the link moves the focus itself. */
function skipToMain(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
