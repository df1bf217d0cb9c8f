import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Gate as DeviceGate, GateState } from '../device/open-wallet.ts'
import type { EnterScreen as Enter } from '../enter/enter-screen.tsx'
import { loadPart } from './load-part.ts'
import { Loading } from './loading.tsx'
import { useLoaded } from './use-loaded.ts'
import { GateContext, WalletContext } from './wallet-context.ts'
import { loadAllWords } from './words.ts'

/**
 * What is behind it is shown while the wallet is open. Before that, the screens to make or open one stand in its
 * place and the address stays, so that an offer or a request is still there afterwards.
 */
export function Gate({ isNeeded, children }: { isNeeded: boolean; children: ComponentChildren }) {
  const gate = useLoaded('gate', loadGate)
  if (gate === undefined) return <Loading />
  return (
    <GateContext.Provider value={gate}>
      <Behind gate={gate} isNeeded={isNeeded}>
        {children}
      </Behind>
    </GateContext.Provider>
  )
}

type BehindProps = { gate: DeviceGate; isNeeded: boolean; children: ComponentChildren }

function Behind({ gate, isNeeded, children }: BehindProps) {
  const state = useGateState(gate)
  if (state === undefined) return <Loading />
  const wallet = state === 'open' ? gate.current() : undefined
  if (wallet === undefined && isNeeded) {
    return <EnterOrUnlock gate={gate} state={state === 'open' ? 'locked' : state} />
  }
  return <WalletContext.Provider value={wallet}>{children}</WalletContext.Provider>
}

function useGateState(gate: DeviceGate): GateState | undefined {
  const [state, setState] = useState<GateState>()
  useEffect(() => {
    let isWanted = true
    const end = gate.onState((next) => isWanted && setState(next))
    firstState(gate).then((first) => isWanted && setState(first))
    return () => {
      isWanted = false
      end()
    }
  }, [gate])
  return state
}

/** Another tab may have the wallet open. */
async function firstState(gate: DeviceGate): Promise<GateState> {
  const state = await gate.state()
  if (state !== 'locked') return state
  return (await gate.join()) === undefined ? 'locked' : 'open'
}

function EnterOrUnlock({ gate, state }: { gate: DeviceGate; state: 'absent' | 'locked' }) {
  const loaded = useLoaded('enter', loadEnter)
  if (loaded === undefined) return <Loading />
  return <loaded.Screen gate={gate} state={state} />
}

async function loadEnter(): Promise<{ Screen: typeof Enter }> {
  const [{ EnterScreen }] = await loadPart(() =>
    Promise.all([import('../enter/enter-screen.tsx'), loadAllWords()]),
  )
  return { Screen: EnterScreen }
}

async function loadGate(): Promise<DeviceGate> {
  const { browserGate } = await loadPart(() => import('../device/browser-gate.ts'))
  return browserGate()
}
