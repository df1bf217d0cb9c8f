import { formatDate } from '../../../shared/i18n/dates.ts'
import { type Cv, newCv } from '../../core/cv/cv.ts'
import { livingShares } from '../../core/cv/withdraw-share.ts'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { Icon } from '../shell/icons.tsx'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { navigate } from '../shell/place.ts'
import { useChanging } from '../shell/use-changing.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useWords } from '../shell/words.ts'
import { ShareList } from './share-list.tsx'

/** `/cv`: the CVs of the wallet, and the links to them that are open. */
export function CvListScreen() {
  const { text, language } = useWords()
  const { ports } = useWallet()
  const task = useTask()
  const cvs = useChanging('cvs', async () => newestFirst(await ports.store.listCvs()))
  const shares = useChanging('shares', () => livingShares(ports))
  if (cvs === undefined || shares === undefined) return <Loading />

  const make = () =>
    task.run(async () => {
      const title =
        cvs.length === 0
          ? text('cv.new-title')
          : text('cv.new-title-count', { count: cvs.length + 1 })
      const cv = newCv({ title, language }, ports)
      await ports.store.keepCv(cv)
      navigate(`/cv/${cv.id}`)
    })
  const button = (
    <Button onClick={make} busy={task.isBusy}>
      {text('cv.make')}
    </Button>
  )
  return (
    <Page title={text('cv.title')}>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {cvs.length === 0 ? (
        <EmptyState title={text('cv.empty-title')}>
          <p>{text('cv.empty-text')}</p>
          {button}
        </EmptyState>
      ) : (
        <>
          <ul class="link-list">
            {cvs.map((cv) => (
              <li key={cv.id} class="link-list__item">
                <Link to={`/cv/${encodeURIComponent(cv.id)}`} class="link-list__link">
                  <span>
                    <span class="link-list__name">{cv.title}</span>
                    <span class="link-list__text">
                      {text('cv.badges-count', { count: cv.badgeIds.length })}.{' '}
                      {text('cv.changed', { date: formatDate(cv.updatedAt, language) })}
                    </span>
                  </span>
                  <Icon name="chevron" />
                </Link>
              </li>
            ))}
          </ul>
          {button}
        </>
      )}
      <ShareList shares={shares} />
    </Page>
  )
}

function newestFirst(cvs: Cv[]): Cv[] {
  return [...cvs].sort((one, other) => other.updatedAt.localeCompare(one.updatedAt))
}
