import './shell/no-code-from-text.ts'
import './look/look.css'
import { render } from 'preact'
import { App } from './shell/app.tsx'
import { catchInstallPrompt } from './shell/install.ts'
import { startPlace } from './shell/place.ts'
import { chosenLanguage, startAppearance, startLanguage } from './shell/settings.ts'
import { isKeptOffline, keepOffline } from './shell/update.ts'

catchInstallPrompt()
startPlace()
startAppearance()
const place = document.getElementById('app')
startLanguage(chosenLanguage(navigator.languages))
  // offline, and the other language was never used here: English is always there
  .catch(() => undefined)
  .then(() => {
    if (place === null) throw new Error('the page has no place for the app')
    place.replaceChildren()
    render(<App />, place)
    if (isKeptOffline()) keepOffline()
  })
