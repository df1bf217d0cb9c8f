import { useRef, useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { useText } from '../shell/words.ts'

type FilePickerProps = { isBusy: boolean; onPick(files: File[]): void }

const kinds =
  '.png,.svg,.json,.jwt,.jws,.jsonld,.waymark-wallet,image/png,image/svg+xml,application/json'

/** Files by the system's own picker, or dropped. */
export function FilePicker({ isBusy, onPick }: FilePickerProps) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)

  function pick(files: FileList | null | undefined): void {
    setOver(false)
    const picked = [...(files ?? [])]
    if (picked.length > 0) onPick(picked)
  }

  return (
    <section
      class={isOver ? 'file-picker file-picker--over' : 'file-picker'}
      aria-label={text('add.file')}
      onDragOver={(event) => {
        event.preventDefault()
        // one thing after the other: what is dropped meanwhile would be lost without a word
        if (isBusy && event.dataTransfer) event.dataTransfer.dropEffect = 'none'
        setOver(!isBusy)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        pick(event.dataTransfer?.files)
      }}
    >
      <p>{text('add.file-text')}</p>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        multiple
        accept={kinds}
        tabIndex={-1}
        aria-label={text('add.file')}
        onChange={(event) => {
          pick(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Button kind="second" busy={isBusy} onClick={() => input.current?.click()}>
        {text('add.file')}
      </Button>
      <p class="second file-picker__drop">{text('add.drop')}</p>
    </section>
  )
}
