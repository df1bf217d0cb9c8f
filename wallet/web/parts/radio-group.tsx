import { useId } from 'preact/hooks'

type RadioGroupProps<Value extends string> = {
  legend: string
  value: Value | undefined
  options: readonly { value: Value; label: string; hint?: string; lang?: string }[]
  onChoose(value: Value): void
  /** The legend is a heading of the page. */
  isHeading?: boolean
}

/** One of a few. What is picked holds at once. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { legend, value, options, onChoose, isHeading = false } = props
  const id = useId()
  return (
    <fieldset class="govuk-fieldset radio-group">
      <legend class="govuk-fieldset__legend">{isHeading ? <h2>{legend}</h2> : legend}</legend>
      {options.map((option) => (
        <div key={option.value} class="govuk-radios__item">
          <input
            type="radio"
            class="govuk-radios__input"
            id={`${id}-${option.value}`}
            name={id}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            {...(option.hint !== undefined && { 'aria-describedby': `${id}-${option.value}-hint` })}
          />
          <label class="govuk-radios__label" for={`${id}-${option.value}`} lang={option.lang}>
            {option.label}
          </label>
          {option.hint !== undefined && (
            <p class="govuk-hint govuk-radios__hint" id={`${id}-${option.value}-hint`}>
              {option.hint}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  )
}
