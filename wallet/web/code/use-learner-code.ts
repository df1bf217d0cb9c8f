import { useEffect, useState } from 'preact/hooks'
import type { Did } from '../../../shared/did/did.ts'
import type { CodeOutcome } from '../../../shared/learner-code/code-outcome.ts'
import { learnerCodeRenewalSeconds } from '../../../shared/learner-code/learner-code.ts'
import { askOutcome, beginVisit, makeLearnerCode } from '../../core/learner-code.ts'
import { useWallet } from '../shell/wallet-context.ts'

export type ShownCode = {
  code?: string
  outcome?: Exclude<CodeOutcome, { state: 'waiting' }>
  /** The city could not be asked: tried again all the same. */
  isCutOff: boolean
  error?: unknown
}

const askEveryMs = 2_000

/** A code for this city that is always fresh, and what came of it. @param turn another one begins another visit */
export function useLearnerCode(city: Did, turn: number): ShownCode {
  const { ports } = useWallet()
  const [shown, setShown] = useState<ShownCode>({ isCutOff: false })
  useEffect(() => {
    const visit = beginVisit(city, ports)
    let isWanted = true
    const tell = (news: Partial<ShownCode>) => {
      if (isWanted) setShown((before) => ({ ...before, ...news }))
    }
    const renew = () =>
      makeLearnerCode(visit, ports).then(
        (code) => tell({ code }),
        (error: unknown) => tell({ error }),
      )
    async function watch(): Promise<void> {
      while (isWanted) {
        await new Promise((resolve) => setTimeout(resolve, askEveryMs))
        if (!isWanted || document.hidden) continue
        try {
          const outcome = await askOutcome(visit, ports)
          tell({ isCutOff: false, ...(outcome.state !== 'waiting' && { outcome }) })
          if (outcome.state !== 'waiting') return
        } catch {
          tell({ isCutOff: true })
        }
      }
    }
    setShown({ isCutOff: false })
    void renew()
    void watch()
    const renewal = setInterval(renew, learnerCodeRenewalSeconds * 1_000)
    return () => {
      isWanted = false
      clearInterval(renewal)
    }
  }, [city, turn, ports])
  return shown
}
