import type { Gate } from './open-wallet.ts'

/** The gate of this browser. Until a vault can be made there is none to open. */
export function browserGate(): Gate {
  const refuse = () => Promise.reject(new Error('this browser has no vault'))
  return {
    state: async () => 'absent',
    current: () => undefined,
    join: async () => undefined,
    ways: async () => [],
    canUsePasskey: async () => false,
    create: refuse,
    unlock: refuse,
    restore: refuse,
    deleteEverything: refuse,
    onState: () => () => undefined,
  }
}
