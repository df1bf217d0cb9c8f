// Reads one learner's code after the other from the camera and sends each on. Without this script the form takes a
// picture or the pasted text.

const box = document.querySelector('[data-scan]')
const form = document.querySelector('[data-scan-form]')
const part = (name) => box.querySelector(`[data-scan-${name}]`)
const words = part('words').dataset
const video = part('picture')
const pauseMs = 120
// the same code stays before the camera for a while
const sameCodeMs = 8_000

let stream
let last = { text: '', at: 0 }

/** The browser's own detector, else a decoder that is fetched for it. */
async function loadDecoder() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])
  if (formats?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async () => (await detector.detect(video))[0]?.rawValue
  }
  const { decodeQR } = await import(box.dataset.decoder)
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async () => {
    const { videoWidth: width, videoHeight: height } = video
    if (width === 0 || height === 0) return undefined
    const scale = Math.min(1, 1_024 / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 60 })
    } catch {
      // no code in this frame
      return undefined
    }
  }
}

async function start() {
  part('start').hidden = true
  try {
    const camera = { audio: false, video: { facingMode: 'environment' } }
    const opened = navigator.mediaDevices.getUserMedia(camera)
    const [given, decode] = await Promise.all([opened, loadDecoder()])
    stream = given
    video.srcObject = stream
    video.hidden = false
    part('stop').hidden = false
    await video.play()
    tell(words.looking)
    look(decode)
  } catch {
    stop()
    tell(words.noCamera, 'problem')
  }
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop()
  stream = undefined
  video.hidden = true
  part('stop').hidden = true
  part('start').hidden = false
}

async function look(decode) {
  while (stream !== undefined) {
    const text = await decode().catch(() => undefined)
    if (text !== undefined && !isSeen(text)) await use(text)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
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
