import { useEffect } from 'preact/hooks'
import { loadPart } from './load-part.ts'
import { Loading } from './loading.tsx'
import type { Match } from './route.ts'
import { keepOffline } from './update.ts'
import { useLoaded } from './use-loaded.ts'
import { whenIdle } from './when-idle.ts'
import { loadAllWords } from './words.ts'

/** The screen of a route, fetched when it is first wanted, with the sentences it speaks in. */
export function Screen({ match: { route, id } }: { match: Match }) {
  const loaded = useLoaded(route, async () => {
    const [Component] = await loadPart(() => Promise.all([route.load(), loadAllWords()]))
    return { Component }
  })
  const isAtRest = loaded !== undefined && route.isQuestion !== true && route.needs === undefined
  useEffect(() => {
    if (isAtRest) whenIdle(keepOffline)
  }, [isAtRest])
  if (loaded === undefined) return <Loading />
  const { Component } = loaded
  return id === undefined ? <Component /> : <Component id={id} />
}
