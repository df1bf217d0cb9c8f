import { useState } from 'preact/hooks'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/words.ts'

type PassphraseFieldProps = {
  label?: string
  hint?: string
  error?: string | undefined
  value: string
  onInput(value: string): void
  /** A new one: password managers offer to keep it. */
  isNew?: boolean
}

/** A passphrase, hidden until the person wants to see what they type. */
export function PassphraseField({ label, isNew = false, ...field }: PassphraseFieldProps) {
  const text = useText()
  const [isShown, setShown] = useState(false)
  return (
    <>
      <TextField
        {...field}
        label={label ?? text('enter.passphrase')}
        type={isShown ? 'text' : 'password'}
        autocomplete={isNew ? 'new-password' : 'current-password'}
        maxLength={200}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => setShown(event.currentTarget.checked)}
        />
        <span>{text('enter.show')}</span>
      </label>
    </>
  )
}
