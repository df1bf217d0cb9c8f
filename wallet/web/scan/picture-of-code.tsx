import { useRef, useState } from 'preact/hooks'
import { readCodeInPicture } from '../../../shared/scan/scan-code.js'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { useText } from '../shell/words.ts'
import { loadLibrary } from './load-library.ts'

/** Where there is no camera: a picture of the code, which stays on the device. */
export function PictureOfCode({ onText }: { onText(text: string): void }) {
  const text = useText()
  const task = useTask()
  const input = useRef<HTMLInputElement>(null)
  const [isWithout, setWithout] = useState(false)

  async function read(file: Blob | undefined): Promise<void> {
    if (file === undefined) return
    setWithout(false)
    await task.run(async () => {
      const found = await readCodeInPicture(file, loadLibrary)
      if (found === undefined) setWithout(true)
      else onText(found)
    })
  }

  return (
    <>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={text('scan.picture')}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <Button kind="second" busy={task.isBusy} onClick={() => input.current?.click()}>
        {text('scan.picture')}
      </Button>
      {(isWithout || task.error !== undefined) && (
        <Notice kind="doubt" isNews>
          <p>{text('scan.none-in-picture')}</p>
        </Notice>
      )}
    </>
  )
}
