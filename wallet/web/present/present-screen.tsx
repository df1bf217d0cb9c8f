import { useState } from 'preact/hooks'
import { usePlace } from '../shell/place.ts'
import { AnswerRequest } from './answer-request.tsx'
import { StartPresenting } from './start-presenting.tsx'

/** `/present#request_uri=…`: who asks, for what; then an answer. Without a request, the ways to come by one. */
export function PresentScreen() {
  const { fragment } = usePlace()
  const [pasted, setPasted] = useState('')
  const link = fragment === '' ? pasted : `${location.origin}/present#${fragment}`
  return link === '' ? <StartPresenting onLink={setPasted} /> : <AnswerRequest link={link} />
}
