import { useState } from 'preact/hooks'
import type { OwnWords } from '../../../shared/cv/own-words.ts'
import type { Language } from '../../../shared/i18n/messages.ts'
import type { Cv } from '../../core/cv/cv.ts'
import { mergeCv } from '../../core/cv/merge-cv.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useTask } from '../parts/use-task.ts'
import { navigate } from '../shell/place.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { BadgesOfCv } from './badges-of-cv.tsx'
import type { OpenCv } from './open-cv.ts'
import { type SaveState, useAutosave, whenSaved } from './use-autosave.ts'
import { WordsOfCv } from './words-of-cv.tsx'

/** Everything that can be changed about a CV. There is no button to save: each change is kept. */
export function CvEditor({ open }: { open: OpenCv }) {
  const text = useText()
  const { ports } = useWallet()
  const {
    value: cv,
    change,
    state,
    saveNow,
    forget,
  } = useAutosave(open.cv, {
    kept: open.kept,
    merge: mergeCv,
    keep: (base, next) =>
      ports.store.changeCv(next.id, (here = next) => {
        const updatedAt = ports.clock().toISOString()
        return { ...mergeCv(base, next, here), updatedAt }
      }),
  })
  const set = (members: Partial<Cv>) => change((now) => ({ ...now, ...members }))
  const setWords = (update: (words: OwnWords) => OwnWords) =>
    change((now) => ({ ...now, ownWords: update(now.ownWords) }))
  return (
    <>
      <Saved state={state} onRetry={saveNow} />
      <TextField
        label={text('cv.name')}
        hint={text('cv.name-hint')}
        value={cv.title}
        onInput={(title) => set({ title })}
        maxLength={120}
      />
      <BadgesOfCv
        chosen={cv.badgeIds}
        known={open.badges}
        onChange={(update) => change((now) => ({ ...now, badgeIds: update(now.badgeIds) }))}
      />
      <WordsOfCv words={cv.ownWords} onChange={setWords} />
      <RadioGroup<Language>
        legend={text('cv.language')}
        value={cv.ownWords.language}
        options={[
          { value: 'en', label: 'English', lang: 'en' },
          { value: 'cy', label: 'Cymraeg', lang: 'cy' },
        ]}
        onChoose={(language) => setWords((words) => ({ ...words, language }))}
      />
      <DeleteCv id={cv.id} saveNow={saveNow} forget={forget} />
    </>
  )
}

function Saved({ state, onRetry }: { state: SaveState; onRetry(): void }) {
  const text = useText()
  if (state === 'failed') {
    return (
      <Notice kind="bad" isNews>
        <p>{text('cv.not-saved')}</p>
        <Button kind="second" onClick={onRetry}>
          {text('cv.try-again')}
        </Button>
      </Notice>
    )
  }
  return <p class="cv__saved second">{text(state === 'saved' ? 'cv.saved' : 'cv.saving')}</p>
}

type DeleteProps = { id: string; saveNow(): void; forget(): void }

function DeleteCv({ id, saveNow, forget }: DeleteProps) {
  const text = useText()
  const { ports } = useWallet()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const remove = () =>
    task.run(async () => {
      // a change that was kept after the CV is gone would bring it back
      saveNow()
      await whenSaved()
      await ports.store.removeCv(id)
      forget()
      navigate('/cv', { replace: true })
    })
  return (
    <>
      <Button kind="second" onClick={() => setAsked(true)}>
        {text('cv.delete')}
      </Button>
      <Dialog title={`${text('cv.delete')}?`} isOpen={isAsked} onClose={() => setAsked(false)}>
        <p>{text('cv.delete-text')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <div class="button-pair">
          <Button kind="warning" busy={task.isBusy} onClick={remove}>
            {text('cv.delete-sure')}
          </Button>
          <Button kind="second" onClick={() => setAsked(false)}>
            {text('parts.cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
