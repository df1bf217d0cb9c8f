// Reads one learner's code after the other from the camera and sends each on. Without this script the form takes a
// picture or the pasted text.

const box = document.querySelector('[data-scan]')
const form = document.querySelector('[data-scan-form]')
const part = (name) => box.querySelector(`[data-scan-${name}]`)
const words = part('words').dataset
const video = part('picture')
// the same code stays before the camera for a while
const sameCodeMs = 8_000

let watching
let last = { text: '', at: 0 }

async function start() {
  if (watching !== undefined) return
  part('start').hidden = true
  watching = new AbortController()
  const { signal } = watching
  try {
    const { watchCamera } = await import(box.dataset.scanner)
    await watchCamera({
      signal,
      screen: () => video,
      loadLibrary: () => import(box.dataset.decoder),
      onRunning() {
        video.hidden = false
        part('stop').hidden = false
        tell(words.looking)
      },
      async onCode(text) {
        if (!isSeen(text)) await use(text)
      },
    })
  } catch {
    if (signal.aborted) return
    stop()
    tell(words.noCamera, 'problem')
  }
}

function stop() {
  watching?.abort()
  watching = undefined
  video.hidden = true
  part('stop').hidden = true
  part('start').hidden = false
}

function isSeen(text) {
  const isSame = text === last.text && Date.now() - last.at < sameCodeMs
  if (isSame) last.at = Date.now()
  return isSame
}

async function use(code) {
  last = { text: code, at: Date.now() }
  try {
    const response = await fetch(`${form.getAttribute('action')}/quick`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-CSRF-Token': form.querySelector('[name=csrf]').value,
      },
      body: JSON.stringify({ code: code.slice(0, 4_096) }),
    })
    if (!response.ok || response.redirected) throw new Error(String(response.status))
    const { state, text } = await response.json()
    if (state === 'unknown') return ask(code)
    tell(text, state === 'done' ? 'done' : 'problem')
    if (state === 'done') note(text)
  } catch {
    last = { text: '', at: 0 }
    tell(words.notSent, 'problem')
  }
}

/** The page that asks whose code it is. */
function ask(code) {
  stop()
  form.elements.code.value = code
  form.submit()
}

function tell(text, kind = 'looking') {
  const result = part('result')
  result.textContent = text
  result.dataset.kind = kind
  if (kind !== 'looking') navigator.vibrate?.(kind === 'done' ? 80 : [80, 80, 80])
}

function note(text) {
  const item = document.createElement('li')
  const time = new Date().toLocaleTimeString('en-GB', { timeStyle: 'short' })
  item.textContent = `${time} – ${text}`
  part('list').prepend(item)
  part('count').textContent = String(part('list').children.length)
  part('done').hidden = false
}

box.hidden = false
part('start').addEventListener('click', start)
part('stop').addEventListener('click', stop)
// where the camera was allowed before, nobody needs to press anything
navigator.permissions
  ?.query({ name: 'camera' })
  .then(({ state }) => state === 'granted' && start())
  .catch(() => undefined)
