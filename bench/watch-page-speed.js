// Runs in the page that is measured, before anything of its own: notes what a person waits for.
const seen = {
  firstContentfulPaint: 0,
  largestContentfulPaint: 0,
  totalBlockingTime: 0,
  cumulativeLayoutShift: 0,
}
globalThis.seen = seen

function observe(type, note) {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note))
  observer.observe({ type, buffered: true })
}

observe('paint', ({ name, startTime }) => {
  if (name === 'first-contentful-paint') seen.firstContentfulPaint = startTime
})
observe('largest-contentful-paint', ({ startTime }) => {
  seen.largestContentfulPaint = startTime
})
observe('longtask', ({ duration }) => {
  seen.totalBlockingTime += Math.max(0, duration - 50)
})
observe('layout-shift', ({ value }) => {
  seen.cumulativeLayoutShift += value
})
