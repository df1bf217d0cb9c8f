import { useEffect, useRef, useState } from 'preact/hooks'
import type { HeldBadge } from '../../core/held-badge.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useTask } from '../parts/use-task.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

const maxCharacters = 4_000

/** What the learner writes about a badge, for their own eyes. */
export function Reflection({ badge }: { badge: HeldBadge }) {
  const text = useText()
  const [draft, setDraft] = useState<string>()
  const { reflection } = badge
  const section = useRef<HTMLElement>(null)
  const isWriting = draft !== undefined
  const wasWriting = useRef(isWriting)
  useEffect(() => {
    if (wasWriting.current === isWriting) return
    wasWriting.current = isWriting
    // what had the focus went away with the change: reading goes on where the change is
    section.current?.querySelector<HTMLElement>(isWriting ? 'textarea' : 'button')?.focus()
  }, [isWriting])
  return (
    <section ref={section}>
      <h2>{text('badge.reflection')}</h2>
      {draft === undefined ? (
        <>
          {reflection !== undefined && <p class="reflection">{reflection}</p>}
          <Button kind="second" onClick={() => setDraft(reflection ?? '')}>
            {text(reflection === undefined ? 'badge.reflection-add' : 'badge.reflection-change')}
          </Button>
        </>
      ) : (
        <ReflectionForm badge={badge} draft={draft} onDraft={setDraft} />
      )}
    </section>
  )
}

type Draft = string | undefined

type FormProps = {
  badge: HeldBadge
  draft: string
  onDraft(draft: Draft | ((now: Draft) => Draft)): void
}

function ReflectionForm({ badge, draft, onDraft }: FormProps) {
  const text = useText()
  const { ports } = useWallet()
  const task = useTask()

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    await task.run(async () => {
      await ports.store.keepReflection(badge.id, draft.trim())
      announce(text('badge.reflection-saved'))
      // what was written while it was being kept is not kept yet
      onDraft((now) => (now === draft ? undefined : now))
    })
  }

  return (
    <form onSubmit={save}>
      <TextField
        label={text('badge.reflection')}
        hint={text('badge.reflection-hint')}
        rows={5}
        maxLength={maxCharacters}
        value={draft}
        onInput={onDraft}
      />
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      <Button type="submit" busy={task.isBusy}>
        {text('badge.reflection-save')}
      </Button>
      <Button kind="second" onClick={() => onDraft(undefined)}>
        {text('parts.cancel')}
      </Button>
    </form>
  )
}
