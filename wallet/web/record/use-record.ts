import { useEffect, useState } from 'preact/hooks'
import type { BegunOffer } from '../../core/begun-offer.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import type { OpenWallet } from '../device/open-wallet.ts'
import { useWallet } from '../shell/wallet-context.ts'

export type KeptRecord = {
  rows: BadgeRow[]
  settled: ReadonlySet<string>
  begun: BegunOffer[]
}

/** Changes that come together, as when many badges are checked again, are read once. */
const togetherMs = 120

/** What the wallet holds, read again whenever it changes, here or in another tab. */
export function useRecord(): KeptRecord | undefined {
  const wallet = useWallet()
  const [state, setState] = useState<{ record?: KeptRecord; error?: unknown }>({})
  useEffect(() => {
    let turn = 0
    async function load(): Promise<void> {
      const own = ++turn
      try {
        const record = await readRecord(wallet)
        if (own === turn) setState({ record })
      } catch (error) {
        if (own === turn) setState({ error })
      }
    }
    let waiting: ReturnType<typeof setTimeout> | undefined
    const end = wallet.onChange((change) => {
      if (change !== 'badges' && change !== 'notes') return
      clearTimeout(waiting)
      waiting = setTimeout(load, togetherMs)
    })
    void load()
    return () => {
      turn = -1
      clearTimeout(waiting)
      end()
    }
  }, [wallet])
  // the error boundary says that something went wrong
  if (state.error !== undefined) throw state.error
  return state.record
}

async function readRecord({ ports, notes }: OpenWallet): Promise<KeptRecord> {
  const [rows, settled, begun] = await Promise.all([
    ports.store.listRows(),
    notes.listSettled(),
    notes.listBegunOffers(),
  ])
  return { rows, settled: new Set(settled), begun }
}
