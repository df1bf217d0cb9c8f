import { useEffect, useState } from 'preact/hooks'
import { answerRequest, type PresentOutcome } from '../../core/answer-request.ts'
import { type DeclineOutcome, declineRequest } from '../../core/decline-request.ts'
import { type OpenRequest, openRequest } from '../../core/open-request.ts'
import type { BadgeChoice } from '../../core/requested-badges.ts'
import { announce } from '../parts/announcer.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { RequestConsent } from './request-consent.tsx'
import { RequestFailure } from './request-failure.tsx'
import { Declined, Sent } from './request-receipt.tsx'

type Progress =
  | { step: 'opening' }
  | { step: 'asking'; request: OpenRequest }
  | { step: 'sent'; request: OpenRequest; outcome: PresentOutcome }
  | { step: 'declined'; outcome: DeclineOutcome }

/** From the link to the receipt. Nothing but the fetching of the request happens before the learner says yes. */
export function AnswerRequest({ link }: { link: string }) {
  const text = useText()
  const wallet = useWallet()
  const task = useTask()
  const [progress, setProgress] = useState<Progress>({ step: 'opening' })

  const open = () =>
    task.run(async (signal) => {
      const request = await openRequest(link, wallet.ports)
      if (!signal.aborted) setProgress({ step: 'asking', request })
    })

  useEffect(() => {
    setProgress({ step: 'opening' })
    announce(text('present.opening'))
    void open()
  }, [link])

  const send = (request: OpenRequest, choice: BadgeChoice) =>
    task.run(async () => {
      await wallet.consentToHost(request.verified.responseUri)
      const outcome = await answerRequest(request, choice, wallet.ports)
      setProgress({ step: 'sent', request, outcome })
    })

  const decline = (request: OpenRequest) =>
    task.run(async () => {
      const outcome = await declineRequest(request, wallet.ports)
      setProgress({ step: 'declined', outcome })
    })

  if (progress.step === 'sent') return <Sent {...progress} />
  if (progress.step === 'declined') return <Declined {...progress} />
  if (progress.step === 'asking') {
    const { request } = progress
    return (
      <RequestConsent
        request={request}
        error={task.error}
        isBusy={task.isBusy}
        onSend={(choice) => send(request, choice)}
        onDecline={() => decline(request)}
      />
    )
  }
  if (task.error !== undefined) {
    return <RequestFailure error={task.error} link={link} isBusy={task.isBusy} onRetry={open} />
  }
  return (
    <Page title={text('present.opening')}>
      <p class="share__waiting" aria-hidden="true">
        <span class="busy-mark" />
      </p>
    </Page>
  )
}
