// Looks every two seconds whether the answer has come, and then shows the page anew.
const mark = document.querySelector('[data-watch-state]')
const stateUrl = `${location.pathname.replace(/\/+$/, '')}/state`
const waitInMilliseconds = 2000

async function look() {
  const response = await window.fetch(stateUrl, { headers: { Accept: 'application/json' } })
  if (!response.ok) return
  const { state } = await response.json()
  if (state !== mark.dataset.watchState) location.reload()
}

async function watch() {
  if (!document.hidden) await look().catch(() => undefined)
  setTimeout(watch, waitInMilliseconds)
}

if (mark) setTimeout(watch, waitInMilliseconds)
