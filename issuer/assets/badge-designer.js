// Shows what the form of the designer makes while it is written. Without this file the button "Preview" does.
const form = document.getElementById('designer')
const place = document.getElementById('preview')
const waitMilliseconds = 400

let waiting
let asked = 0

function askSoon() {
  clearTimeout(waiting)
  waiting = setTimeout(ask, waitMilliseconds)
}

async function ask() {
  asked += 1
  const mine = asked
  const upload = form.elements.namedItem('upload')
  const isUploading = upload.files.length > 0
  try {
    const response = await fetch(form.dataset.preview, {
      method: 'POST',
      body: new FormData(form),
      headers: { Accept: 'text/html' },
      redirect: 'error',
    })
    const isOurs = (response.headers.get('Content-Type') ?? '').startsWith('text/html')
    // an older answer may come after a newer one
    if (!response.ok || !isOurs || mine !== asked) return
    place.innerHTML = await response.text()
    if (isUploading) keepPicture(upload)
  } catch {
    // the network may be away: the form still works, and the next letter asks again
  }
}

/** The picture is kept by now and named in the preview: it need not be sent again. */
function keepPicture(upload) {
  const { value } = form.elements.namedItem('picture')
  if (value === '') return
  upload.value = ''
  const chosen = document.createElement('input')
  chosen.type = 'hidden'
  chosen.name = 'face'
  chosen.value = 'picture'
  for (const radio of form.querySelectorAll('input[name="face"]')) {
    if (radio.type === 'hidden') radio.remove()
    else radio.checked = false
  }
  form.append(chosen)
}

form.addEventListener('input', askSoon)
form.addEventListener('change', (event) => {
  if (event.target.name === 'face')
    form.querySelector('input[name="face"][type="hidden"]')?.remove()
  askSoon()
})
