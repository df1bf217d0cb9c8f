// Shows what the form of the designer makes while it is written. Without this file the button "Preview" does.
const form = document.getElementById('designer')
const place = document.getElementById('preview')
const waitMilliseconds = 400
/** As the server takes it. */
const maxPictureBytes = 2_000_000

let waiting
let asked = 0

function askSoon() {
  // what was asked before is of a form that is no more
  asked += 1
  clearTimeout(waiting)
  waiting = setTimeout(ask, waitMilliseconds)
}

async function ask() {
  const mine = asked
  const upload = form.elements.namedItem('upload')
  const isTooLarge = upload.files.length > 0 && upload.files[0].size > maxPictureBytes
  const isUploading = upload.files.length > 0 && !isTooLarge
  const body = new FormData(form)
  // asked for many times, since it makes nothing
  body.delete('form')
  if (isTooLarge) body.delete('upload')
  try {
    const response = await fetch(form.dataset.preview, {
      method: 'POST',
      body,
      headers: { Accept: 'text/html' },
      redirect: 'error',
    })
    const isOurs = (response.headers.get('Content-Type') ?? '').startsWith('text/html')
    if (!response.ok || !isOurs || mine !== asked) return
    place.innerHTML = await response.text()
    const fault = place.querySelector('[data-field="upload"]')?.textContent
    sayOfUpload(isTooLarge ? upload.dataset.tooLarge : fault)
    if (isUploading && fault === undefined) keepPicture(upload)
  } catch {
    // the network may be away: the form still works, and the next letter asks again
  }
}

/** At the field too: the preview may be far from it. */
function sayOfUpload(fault) {
  document.getElementById('upload-error')?.remove()
  const group = document.getElementById('upload-group')
  group.classList.toggle('govuk-form-group--error', fault !== undefined)
  const upload = form.elements.namedItem('upload')
  upload.setAttribute(
    'aria-describedby',
    fault === undefined ? 'upload-hint' : 'upload-hint upload-error',
  )
  if (fault === undefined) return
  const said = document.createElement('p')
  said.id = 'upload-error'
  said.className = 'govuk-error-message'
  said.setAttribute('role', 'alert')
  said.textContent = fault
  upload.before(said)
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
