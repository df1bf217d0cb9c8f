import { useId } from 'preact/hooks'
import { useText } from '../shell/words.ts'

type FileFieldProps = {
  label: string
  hint: string
  error?: string | undefined
  onText(text: string | undefined): void
}

const maxFileBytes = 64_000_000

/** One text file of the person's own. */
export function FileField({ label, hint, error, onText }: FileFieldProps) {
  const text = useText()
  const id = useId()

  async function read(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? []
    // what is far too large is not read into memory; the sentence about a file that is none fits it
    onText(file === undefined ? undefined : file.size > maxFileBytes ? '' : await file.text())
  }

  return (
    <div
      class={error === undefined ? 'govuk-form-group' : 'govuk-form-group govuk-form-group--error'}
    >
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <p class="govuk-hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error !== undefined && (
        <p class="govuk-error-message" id={`${id}-error`}>
          <span class="visually-hidden">{text('parts.error')} </span>
          {error}
        </p>
      )}
      <input
        id={id}
        type="file"
        class="govuk-file-upload"
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        onChange={(event) => read(event.currentTarget)}
      />
    </div>
  )
}
