import { useEffect, useState } from 'preact/hooks'
import { announce } from '../parts/announcer.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { loadPart } from '../shell/load-part.ts'
import { usePlace } from '../shell/place.ts'
import { useText } from '../shell/words.ts'
import type { OpenedShare } from './read-share.ts'
import { ShareFailure } from './share-failure.tsx'
import { SharedReport } from './shared-report.tsx'

/** `/s#<id>.<key>`: opens and checks a share for whoever has its link. No wallet is needed. */
export function ShareScreen() {
  const text = useText()
  const { fragment } = usePlace()
  const task = useTask()
  const [opened, setOpened] = useState<OpenedShare>()

  const open = (mayRelay: boolean) =>
    task.run(async (signal) => {
      const { readShare } = await loadPart(() => import('./read-share.ts'))
      const share = await readShare(fragment, {
        fetch: globalThis.fetch.bind(globalThis),
        clock: () => new Date(performance.timeOrigin + performance.now()),
        walletServer: location.origin,
        mayRelay,
      })
      if (signal.aborted) return
      document.title = `${text('share.title')} – Waymark`
      setOpened(share)
    })

  useEffect(() => {
    announce(text('share.opening'))
    void open(false)
  }, [fragment])

  if (opened !== undefined) {
    return <SharedReport opened={opened} isChecking={task.isBusy} onRetry={() => open(true)} />
  }
  if (task.error !== undefined) {
    return <ShareFailure error={task.error} isBusy={task.isBusy} onRetry={() => open(false)} />
  }
  return (
    <Page title={text('share.opening')}>
      <p>{text('share.checking')}</p>
      <p class="share__waiting" aria-hidden="true">
        <span class="busy-mark" />
      </p>
    </Page>
  )
}
