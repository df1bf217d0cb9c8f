import type { Cv } from '../../core/cv/cv.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { usePlace } from '../shell/place.ts'
import type { ScreenProps } from '../shell/route.ts'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { CvEditor } from './cv-editor.tsx'
import { CvPreview } from './cv-preview.tsx'
import { CvShare } from './cv-share.tsx'
import type { OpenCv } from './open-cv.ts'
import { whenSaved } from './use-autosave.ts'

const steps = ['edit', 'preview', 'share'] as const

/** `/cv/:id`, `/cv/:id#preview`, `/cv/:id#share`. */
export function CvScreen({ id = '' }: ScreenProps) {
  const text = useText()
  const { ports } = useWallet()
  const { fragment, visit } = usePlace()
  const step = steps.find((each) => each === fragment) ?? 'edit'
  const loaded = useLoaded(`${id} ${visit}`, async () => ({ found: await readCv(id, ports.store) }))
  if (loaded === undefined) return <Loading />
  const { found } = loaded
  if (found === undefined) {
    return (
      <Page title={text('cv.missing-title')} back="/cv">
        <EmptyState title={text('cv.missing-title')}>
          <p>{text('cv.missing-text')}</p>
          <Link to="/cv">{text('cv.all')}</Link>
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={found.cv.title || text('cv.new-title')} back="/cv">
      <nav class="steps no-print" aria-label={text('cv.steps')}>
        <ul class="steps__list">
          {steps.map((each) => (
            <li key={each}>
              <Link
                to={`/cv/${encodeURIComponent(id)}${each === 'edit' ? '' : `#${each}`}`}
                class="steps__link"
                aria-current={each === step ? 'page' : undefined}
              >
                {text(`cv.${each}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {step === 'edit' && <CvEditor open={found} />}
      {step === 'preview' && <CvPreview open={found} />}
      {step === 'share' && <CvShare open={found} />}
    </Page>
  )
}

async function readCv(
  id: string,
  store: {
    listCvs(): Promise<Cv[]>
    findBadge(id: string): Promise<HeldBadge | undefined>
  },
): Promise<OpenCv | undefined> {
  await whenSaved()
  const cv = (await store.listCvs()).find((each) => each.id === id)
  if (cv === undefined) return undefined
  const found = await Promise.all(cv.badgeIds.map((badge) => store.findBadge(badge)))
  const badges = found.filter((badge) => badge !== undefined)
  return { cv: { ...cv, badgeIds: badges.map((badge) => badge.id) }, badges, kept: cv }
}
