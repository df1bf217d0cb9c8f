// A second press on a form that is on its way sends nothing: what it makes would be made twice.

const patienceMs = 5_000
let sentAt = new WeakMap()

document.addEventListener('submit', (event) => {
  const { target: form } = event
  if (event.defaultPrevented || form.getAttribute('method') !== 'post') return
  const now = performance.now()
  if (now - (sentAt.get(form) ?? Number.NEGATIVE_INFINITY) < patienceMs) event.preventDefault()
  else sentAt.set(form, now)
})

// a page that comes back from the browser's memory may be sent anew
addEventListener('pageshow', () => {
  sentAt = new WeakMap()
})
