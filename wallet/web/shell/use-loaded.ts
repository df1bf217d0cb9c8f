import { useEffect, useState } from 'preact/hooks'

/**
 * The value of a promise once it is there; a refusal is thrown while drawing, so that the error boundary shows it.
 * @param load called once, and again when `key` changes
 */
export function useLoaded<Value>(key: unknown, load: () => Promise<Value>): Value | undefined {
  const [state, setState] = useState<{ key: unknown; value?: Value; error?: unknown }>({ key })
  useEffect(() => {
    let isWanted = true
    load().then(
      (value) => isWanted && setState({ key, value }),
      (error: unknown) => isWanted && setState({ key, error }),
    )
    return () => {
      isWanted = false
    }
  }, [key])
  if (state.key !== key) return undefined
  if (state.error !== undefined) throw state.error
  return state.value
}
