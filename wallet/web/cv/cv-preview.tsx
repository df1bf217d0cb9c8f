import { isWordless } from '../../../shared/cv/own-words.ts'
import { badgeLink } from '../../../shared/cv/share-link.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import { tidyWords } from '../../core/cv/edit-words.ts'
import { jsonResume } from '../../core/cv/json-resume.ts'
import { livingShares } from '../../core/cv/withdraw-share.ts'
import { saveFile } from '../device/save-file.ts'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Notice } from '../parts/notice.tsx'
import { useChanging } from '../shell/use-changing.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useWords } from '../shell/words.ts'
import { CvDocument } from './cv-document.tsx'
import type { OpenCv } from './open-cv.ts'

/** The CV as a document: to look at, to print, to save. */
export function CvPreview({ open: { cv, badges } }: { open: OpenCv }) {
  const { text, language } = useWords()
  const { ports } = useWallet()
  const shares = useChanging('shares', () => livingShares(ports))
  const words = tidyWords(cv.ownWords)
  if (badges.length === 0 && isWordless(words)) {
    return <EmptyState title={text('cv.preview-empty')} />
  }
  // a link shows the CV as it was when it was made: only one that still fits leads to these badges
  const share = shares?.find(
    (each) =>
      each.cvId === cv.id &&
      each.badges.length === badges.length &&
      each.badges.every(({ id }, index) => id === badges[index]?.id),
  )
  const saveJson = () => {
    const resume = jsonResume({ ...cv, ownWords: words }, badges, share?.link)
    const content = new Blob([JSON.stringify(resume, null, 2)], { type: 'application/json' })
    saveFile('resume.json', content)
  }
  return (
    <>
      <p class="no-print">{text('cv.preview-text')}</p>
      {badges.length > 0 && (
        <div class="no-print">
          <Notice>
            <p>
              {share === undefined
                ? text('cv.print-no-links')
                : text('cv.print-links', { date: formatDate(share.expiresAt, language) })}
            </p>
          </Notice>
        </div>
      )}
      <div class="button-row no-print">
        <Button onClick={() => print()}>{text('cv.print')}</Button>
        <Button kind="second" onClick={saveJson}>
          {text('cv.json')}
        </Button>
      </div>
      <CvDocument
        words={words}
        badges={badges}
        {...(share && { checkLink: (place: number) => badgeLink(share.link, place) })}
      />
    </>
  )
}
