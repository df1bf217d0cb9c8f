import { displayText } from '../../../shared/i18n/display-text.ts'
import { exportBadge } from '../../core/export/export-badge.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { badgeRow } from '../../core/record/badge-row.ts'
import { issuerPlace } from '../../core/record/issuer-place.ts'
import { saveFile } from '../device/save-file.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { publicPage } from '../receive/what-next.tsx'
import { Link } from '../shell/link.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage, useText } from '../shell/words.ts'
import { OutLink } from './badge-about.tsx'

/** Files to take along, the public page, and how to move the badge to another key. */
export function TakeOut({ badge }: { badge: HeldBadge }) {
  const text = useText()
  const language = useLanguage()
  const task = useTask()
  const { pictures } = useWallet()
  const page = publicPage(badge)
  const { issuer } = badge.summary
  const provider = displayText(issuer.name) ?? issuerPlace(issuer.id) ?? text('record.no-provider')

  function saveText(): void {
    const { text: content, mediaType, fileName } = exportBadge(badge)
    saveFile(fileName, new Blob([content], { type: mediaType }))
  }

  async function savePicture(): Promise<void> {
    await task.run(async () => {
      // what bakes and draws comes when it is first wanted
      const [{ exportPicture }, { drawStone }] = await Promise.all([
        import('../../core/export/export-picture.ts'),
        import('../device/stone-png.ts'),
      ])
      const revokedWord = text('stone.revoked')
      const place = badgeRow(badge).picture
      const picture = place && (await pictures.find(place))
      const drawn = await exportPicture(badge, {
        ...{ drawStone, language, revokedWord },
        ...(picture !== undefined && { picture }),
      })
      saveFile(drawn.fileName, new Blob([drawn.bytes], { type: drawn.mediaType }))
    })
  }

  return (
    <section>
      <h2>{text('badge.take-out')}</h2>
      <p>{text('badge.take-out-text')}</p>
      <div>
        <Button kind="second" onClick={saveText}>
          {text('badge.json')}
        </Button>
        <Button kind="second" busy={task.isBusy} onClick={savePicture}>
          {text('badge.png')}
        </Button>
      </div>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {page !== undefined && (
        <p>
          <OutLink url={page}>{text('badge.page')}</OutLink>
        </p>
      )}
      {badge.holder !== undefined && badge.source.kind === 'issuer' && (
        <Disclosure summary={text('badge.reclaim')}>
          <p>{text('badge.reclaim-text', { provider })}</p>
          <p>
            <Link to="/add">{text('badge.reclaim-open')}</Link>
          </p>
        </Disclosure>
      )}
    </section>
  )
}
