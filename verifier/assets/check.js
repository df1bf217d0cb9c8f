// Makes the form that checks anything handier: it takes what stands behind the # of the address, dropped files and
// scanned codes, says that it is at work, and keeps whole wallets on the device.
const form = document.querySelector('[data-check]')
const part = (name) => form.querySelector(`[data-${name}]`)
const [text, files] = [form.elements.text, form.elements['files[]']]
const { scanner: scannerUrl, decoder: decoderUrl, maxBytes, maxFiles } = form.dataset

const wordsOf = (attribute, name) =>
  form.querySelector(`template[data-${attribute}="${name}"]`).content.cloneNode(true)

function tell(news) {
  part('news').replaceChildren(...(news === undefined ? [] : [wordsOf('news-words', news)]))
}

/** What stands behind the # never went to a server; it goes there when the person presses Check. */
function takeFragment() {
  if (location.hash.length < 2) return
  try {
    text.value = decodeURIComponent(location.hash.slice(1))
  } catch {
    text.value = location.hash.slice(1)
  }
  history.replaceState(null, '', location.pathname + location.search)
}

/** A wallet as a whole, in the open or sealed. A badge never has these members at once. */
async function walletIn(blob) {
  if (blob.size > Number(maxBytes)) return undefined
  const content = await blob.text()
  if (/^\s*\{/.test(content) === false) return undefined
  if (/"type"\s*:\s*"waymark-wallet"/.test(content)) return 'wallet-file'
  return /"wraps"\s*:\s*\[/.test(content) && /"ct"\s*:\s*"/.test(content)
    ? 'sealed-wallet'
    : undefined
}

async function findReasonToStop() {
  const chosen = [...files.files]
  if (chosen.length > Number(maxFiles)) return 'too-many-files'
  const given = [...chosen, new Blob([text.value])]
  const size = given.reduce((sum, blob) => sum + blob.size, 0)
  if (size > Number(maxBytes)) return 'too-large'
  const wallets = await Promise.all(given.map(walletIn))
  return wallets.find((each) => each !== undefined)
}

let isSending = false

async function send(event) {
  event.preventDefault()
  if (isSending) return
  isSending = true
  const reason = await findReasonToStop()
  const stop = part('stop')
  stop.hidden = reason === undefined
  if (reason === undefined) {
    tell('busy')
    form.submit()
    return
  }
  isSending = false
  stop.replaceChildren(wordsOf('words', reason))
  stop.scrollIntoView({ block: 'center' })
}

function takeDrop(event) {
  const dropped = event.dataTransfer?.files
  if (!dropped?.length) return
  event.preventDefault()
  files.files = dropped
  tell('dropped')
}

function markDrop(event) {
  if (!event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  part('drop').classList.toggle('check-files--over', event.type === 'dragover')
}

const loadLibrary = () => import(decoderUrl)
let camera

function found(words) {
  if (words === undefined) return tell('no-code')
  text.value = words
  tell('scanned')
  form.querySelector('button:not([type="button"])').focus()
}

let pictures = 0

async function scanPicture(event) {
  const [picture] = event.target.files
  event.target.value = ''
  if (picture === undefined) return
  pictures += 1
  const mine = pictures
  const words = await import(scannerUrl)
    .then(({ readCodeInPicture }) => readCodeInPicture(picture, loadLibrary))
    .catch(() => undefined)
  // the picture that was chosen last counts, however long an earlier one takes
  if (mine === pictures) found(words)
}

async function scan(event) {
  if (camera !== undefined) return camera.abort()
  const button = event.currentTarget
  const [word, video] = [button.textContent, part('camera')]
  camera = new AbortController()
  const { signal } = camera
  try {
    const { watchCamera } = await import(scannerUrl)
    video.hidden = false
    button.textContent = button.dataset.stopWord
    const onRunning = () => tell('running')
    const words = await watchCamera({ screen: () => video, signal, loadLibrary, onRunning })
    if (signal.aborted) tell()
    else found(words)
  } catch (error) {
    tell(error.name === 'NotAllowedError' ? 'refused' : 'no-camera')
  } finally {
    camera = undefined
    video.hidden = true
    button.textContent = word
  }
}

takeFragment()
addEventListener('hashchange', takeFragment)
// a page that comes back from the browser's memory is ready for the next check
addEventListener('pageshow', () => {
  isSending = false
  tell()
})
form.addEventListener('submit', send)
for (const type of ['dragover', 'dragleave', 'drop']) addEventListener(type, markDrop)
addEventListener('drop', takeDrop)
part('with-script').hidden = false
part('scan').hidden = false
part('start').addEventListener('click', scan)
part('choose').addEventListener('click', () => part('code-picture').click())
part('code-picture').addEventListener('change', scanPicture)
