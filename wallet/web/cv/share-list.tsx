import { useState } from 'preact/hooks'
import { formatDate } from '../../../shared/i18n/dates.ts'
import type { Share } from '../../core/cv/share.ts'
import { withdrawShare } from '../../core/cv/withdraw-share.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useWords } from '../shell/words.ts'
import { CopyLink } from './copy-link.tsx'
import { QrCode } from './qr-code.tsx'

type ShareListProps = {
  shares: readonly Share[]
  /** The one that was made just now. */
  newest?: string | undefined
  /** When what they show was changed last. */
  changedAt?: string
}

/** The links that are open now: copy one, show its code, take it back. */
export function ShareList({ shares, newest, changedAt }: ShareListProps) {
  const { text } = useWords()
  if (shares.length === 0) return null
  return (
    <section>
      <h2>{text('cv.links')}</h2>
      <ul class="shares">
        {shares.map((share) => (
          <OpenShare
            key={share.id}
            share={share}
            isNew={share.id === newest}
            isOld={changedAt !== undefined && share.createdAt < changedAt}
          />
        ))}
      </ul>
    </section>
  )
}

function OpenShare({ share, isNew, isOld }: { share: Share; isNew: boolean; isOld: boolean }) {
  const { text, language } = useWords()
  const { title, badges, expiresAt, link } = share
  return (
    <li class="card shares__item">
      {isNew && <Notice kind="good" isNews title={text('cv.link-made')} />}
      <p class="shares__title">
        <strong>{title || text('cv.link')}</strong>
        <br />
        <span class="second">
          {text('cv.badges-count', { count: badges.length })}.{' '}
          {text('cv.link-until', { date: formatDate(expiresAt, language) })}.
        </span>
      </p>
      {isOld && <p class="second">{text('cv.share-old')}</p>}
      <CopyLink link={link} title={title} />
      <Disclosure summary={text('cv.link-code')}>
        <QrCode content={link} label={text('cv.link-code-alt')} />
      </Disclosure>
      <p>
        <a href={link} target="_blank" rel="noreferrer noopener">
          {text('cv.link-look')}
        </a>
      </p>
      <Withdraw share={share} />
    </li>
  )
}

function Withdraw({ share }: { share: Share }) {
  const { text } = useWords()
  const { ports } = useWallet()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const withdraw = () =>
    task.run(async () => {
      setAsked(false)
      await withdrawShare(share, ports)
      announce(text('cv.link-withdrawn'))
    })
  return (
    <>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      <Button kind="second" onClick={() => setAsked(true)} busy={task.isBusy}>
        {text('cv.link-withdraw')}
      </Button>
      <Dialog
        title={text('cv.link-withdraw-title')}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
      >
        <p>{text('cv.link-withdraw-text')}</p>
        <div class="button-pair">
          <Button kind="warning" onClick={withdraw}>
            {text('cv.link-withdraw-sure')}
          </Button>
          <Button kind="second" onClick={() => setAsked(false)}>
            {text('parts.cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
