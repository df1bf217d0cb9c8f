import { useId } from 'preact/hooks'
import { useText } from '../shell/words.ts'

type FileFieldProps = {
  label: string
  hint: string
  error?: string | undefined
  onFile(file: File | undefined): void
}

const maxFileBytes = 64_000_000

/** What is far too large is not read into memory: the sentence about a file that is none fits it. */
export async function textOfFile(file: File): Promise<string> {
  return file.size > maxFileBytes ? '' : file.text()
}

/** One text file of the person's own, read when it is wanted: the one that is chosen by then. */
export function FileField({ label, hint, error, onFile }: FileFieldProps) {
  const text = useText()
  const id = useId()

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
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
    </div>
  )
}
