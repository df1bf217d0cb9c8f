import { isAppError } from '../../../shared/errors/app-error.ts'
import { useWords } from '../shell/words.ts'
import { Notice } from './notice.tsx'

type ErrorNoticeProps = {
  error: unknown
  title?: string
}

/** What failed, in a sentence: by the error's code. What is not expected stays opaque. */
export function ErrorNotice({ error, title }: ErrorNoticeProps) {
  const { has, text } = useWords()
  const key = `failure.${isAppError(error) ? error.code : 'other'}`
  // sound: the catalogue was asked, and no sentence about a failure has parameters
  const known = (has(key) ? key : 'failure.other') as 'failure.other'
  return (
    <Notice kind="bad" isNews {...(title !== undefined && { title })}>
      <p>{text(known)}</p>
    </Notice>
  )
}
