import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Gate as DeviceGate, GateState, OpenWallet } from '../device/open-wallet.ts'
import type { EnterScreen as Enter } from '../enter/enter-screen.tsx'
import { loadPart } from './load-part.ts'
import { Loading } from './loading.tsx'
import type { Route } from './route.ts'
import { useLoaded } from './use-loaded.ts'
import { GateContext, WalletContext } from './wallet-context.ts'
import { whenIdle } from './when-idle.ts'
import { loadAllWords } from './words.ts'

type GateProps = { route: Route; children: ComponentChildren }

/**
 * What is behind it is shown while the wallet is open. Before that, the screens to make or open one stand in its
 * place and the address stays, so that an offer or a request is still there afterwards. A screen that needs nothing
 * is there at once, and learns of the wallet when it is open.
 */
export function Gate({ route, children }: GateProps) {
  const gate = useLoaded('gate', loadGate)
  const state = useGateState(gate)
  const wallet = state === 'open' ? gate?.current() : undefined
  return (
    <GateContext.Provider value={gate}>
      <WalletContext.Provider value={wallet}>
        {whatIsShown({ route, gate, state, wallet, children })}
      </WalletContext.Provider>
    </GateContext.Provider>
  )
}

type Found = {
  gate: DeviceGate | undefined
  state: GateState | undefined
  wallet: OpenWallet | undefined
}

function whatIsShown({ route, gate, state, wallet, children }: GateProps & Found) {
  if (route.needs === 'nothing') return children
  if (gate === undefined) return <Loading />
  if (route.needs === 'gate' || wallet !== undefined) return children
  if (state === undefined) return <Loading />
  return <EnterOrUnlock route={route} gate={gate} state={state === 'open' ? 'locked' : state} />
}

function useGateState(gate: DeviceGate | undefined): GateState | undefined {
  const [state, setState] = useState<GateState>()
  const [failure, setFailure] = useState<{ cause: unknown }>()
  useEffect(() => {
    if (gate === undefined) return
    let isWanted = true
    const end = gate.onState((next) => isWanted && setState(next))
    firstState(gate).then(
      (first) => isWanted && setState(first),
      (cause: unknown) => isWanted && setFailure({ cause }),
    )
    return () => {
      isWanted = false
      end()
    }
  }, [gate])
  if (failure !== undefined) throw failure.cause
  return state
}

/** Another tab may have the wallet open. */
async function firstState(gate: DeviceGate): Promise<GateState> {
  const state = await gate.state()
  if (state !== 'locked') return state
  return (await gate.join()) === undefined ? 'locked' : 'open'
}

type EnterOrUnlockProps = { route: Route; gate: DeviceGate; state: 'absent' | 'locked' }

function EnterOrUnlock({ route, gate, state }: EnterOrUnlockProps) {
  const loaded = useLoaded('enter', loadEnter)
  const isThere = loaded !== undefined
  useEffect(() => {
    // while the person reads; what fails here is tried again, and told, when the screen is wanted
    if (isThere) whenIdle(() => void route.load().catch(() => undefined))
  }, [isThere, route])
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
