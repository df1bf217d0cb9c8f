/**
 * Where a page was scrolled to comes back with it. The browser would do so at once, when what the page shows has yet
 * to be fetched and opened.
 */

const restMs = 150
const patienceMs = 2000

/** Notes in the history where each page was left. */
export function keepScroll(): void {
  history.scrollRestoration = 'manual'
  let rest: ReturnType<typeof setTimeout> | undefined
  addEventListener('scroll', () => {
    clearTimeout(rest)
    rest = setTimeout(note, restMs)
  })
}

function note(): void {
  history.replaceState({ ...history.state, scroll: scrollY }, '')
}

export function scrollToTop(): void {
  scrollTo(0, 0)
}

/** Scrolls as soon as the page is long enough, unless the person was quicker. */
export function restoreScroll(): void {
  const wanted: unknown = history.state?.scroll
  if (typeof wanted !== 'number' || wanted === 0) {
    scrollToTop()
    return
  }
  const observer = new ResizeObserver(attempt)
  const patience = setTimeout(stop, patienceMs)
  const acts = ['wheel', 'touchstart', 'keydown'] as const
  for (const act of acts) addEventListener(act, stop)
  observer.observe(document.body)

  function attempt(): void {
    if (document.documentElement.scrollHeight - innerHeight < Number(wanted)) return
    stop()
    scrollTo(0, Number(wanted))
  }

  function stop(): void {
    observer.disconnect()
    clearTimeout(patience)
    for (const act of acts) removeEventListener(act, stop)
  }
}
