import { displayText } from '../../../shared/i18n/display-text.ts'
import type { OfferPreview } from '../../core/open-offer.ts'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/words.ts'

type TxCodeFieldProps = {
  preview: OfferPreview
  value: string
  error: string | undefined
  onInput(value: string): void
}

/** The question is ours: an issuer that worded it alone could ask for a password. */
export function TxCodeField({ preview, value, error, onInput }: TxCodeFieldProps) {
  const text = useText()
  const { txCode, issuer } = preview
  const words = displayText(txCode?.description, 120)?.replace(/["“”„‟«»]/g, "'")
  return (
    <>
      <TextField
        label={text('receive.code')}
        hint={text('receive.code-hint')}
        error={error}
        value={value}
        onInput={onInput}
        autocomplete="one-time-code"
        inputMode={txCode?.inputMode === 'text' ? 'text' : 'numeric'}
        maxLength={Math.min(txCode?.length ?? 64, 64)}
      />
      {words !== undefined && (
        <p class="second">{text('receive.code-said', { domain: issuer.domain, words })}</p>
      )}
    </>
  )
}
