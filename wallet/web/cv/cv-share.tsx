import { useState } from 'preact/hooks'
import { isWordless } from '../../../shared/cv/own-words.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import { tidyWords } from '../../core/cv/edit-words.ts'
import { shareCv } from '../../core/cv/share-cv.ts'
import { livingShares } from '../../core/cv/withdraw-share.ts'
import { isPresentable } from '../../core/held-badge.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { Stone } from '../parts/stone.tsx'
import { useTask } from '../parts/use-task.ts'
import { useChanging } from '../shell/use-changing.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useWords } from '../shell/words.ts'
import type { OpenCv } from './open-cv.ts'
import { ShareList } from './share-list.tsx'

const days = ['7', '14', '30', '90'] as const
const secondsOfDay = 86_400

/** What a link would show, to whom, for how long; then the link. */
export function CvShare({ open: { cv, badges } }: { open: OpenCv }) {
  const { text, language } = useWords()
  const { ports } = useWallet()
  const task = useTask()
  const [chosenDays, setDays] = useState<(typeof days)[number]>('14')
  const [madeId, setMadeId] = useState<string>()
  const shares = useChanging('shares', () => livingShares(ports)) ?? []
  const words = tidyWords(cv.ownWords)
  const fit = badges.filter((badge) => badge.holder !== undefined && isPresentable(badge))
  const isEmpty = fit.length === 0 && isWordless(words)

  const make = () =>
    task.run(async () => {
      const { id } = await shareCv(
        {
          badges: fit,
          ownWords: words,
          title: cv.title,
          expiresInSeconds: Number(chosenDays) * secondsOfDay,
          cvId: cv.id,
        },
        ports,
      )
      setMadeId(id)
      announce(text('cv.link-made'))
    })

  if (isEmpty) return <p>{text('cv.share-nothing')}</p>
  return (
    <>
      <ShareList
        shares={shares.filter(({ cvId }) => cvId === cv.id)}
        newest={madeId}
        changedAt={cv.updatedAt}
      />
      <section class="consent__part">
        <h2 class="consent__heading">{text('cv.share-what')}</h2>
        <ul class="consent__items">
          {fit.map(({ id, summary, report }) => {
            const name = displayText(summary.achievement?.name) ?? text('report.badge-unnamed')
            return (
              <li key={id} class="consent__item">
                <Stone stone={stoneOfReport(report, name, language)} size="small" />
                <span class="consent__label">{name}</span>
              </li>
            )
          })}
          {!isWordless(words) && (
            <li class="consent__item">
              <span class="consent__words">
                <span class="consent__label">{text('cv.share-words')}</span>
                {(words.name ?? words.email ?? words.phone) && (
                  <span class="consent__detail">{text('cv.share-contact')}</span>
                )}
              </span>
            </li>
          )}
        </ul>
        {fit.length < badges.length && (
          <Notice kind="doubt">
            <p>{text('cv.share-unfit', { count: badges.length - fit.length })}</p>
          </Notice>
        )}
      </section>
      <section class="consent__part">
        <h2 class="consent__heading">{text('cv.share-who')}</h2>
        <p>{text('cv.share-who-text')}</p>
      </section>
      <section class="consent__part">
        <h2 class="consent__heading">{text('cv.share-not-seen')}</h2>
        <p>{text('cv.share-not-seen-text')}</p>
      </section>
      <section class="consent__part">
        <RadioGroup<(typeof days)[number]>
          legend={text('cv.share-days')}
          value={chosenDays}
          options={days.map((value) => ({
            value,
            label: text('cv.days', { count: Number(value) }),
          }))}
          onChoose={(value) => setDays(value)}
        />
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <Button onClick={make} busy={task.isBusy}>
          {text('cv.share-make')}
        </Button>
      </section>
    </>
  )
}
