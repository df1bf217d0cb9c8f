import { useEffect, useState } from 'preact/hooks'

/** What `load` gives, asked for again when the version grows; what was there stays until then. */
export function useFresh<Value>(version: number, load: () => Promise<Value>): Value | undefined {
  const [value, setValue] = useState<Value>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    let isWanted = true
    load().then(
      (next) => isWanted && setValue(() => next),
      (cause: unknown) => isWanted && setError(cause),
    )
    return () => {
      isWanted = false
    }
  }, [version])
  if (error !== undefined) throw error
  return value
}
