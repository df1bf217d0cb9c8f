import { Button } from '../parts/button.tsx'
import { install, useInstalling } from '../shell/install.ts'
import { useText } from '../shell/words.ts'

export function InstallApp() {
  const text = useText()
  const installing = useInstalling()
  return (
    <section>
      <h2>{text('you.install')}</h2>
      {installing === 'installed' && <p>{text('you.installed')}</p>}
      {installing === 'by-menu' && <p>{text('you.install-menu')}</p>}
      {installing === 'can-ask' && (
        <>
          <p>{text('you.install-text')}</p>
          <Button kind="second" onClick={install}>
            {text('you.install-now')}
          </Button>
        </>
      )}
    </section>
  )
}
