// Passkeys on the sign-in page and on one's own account. Without this script people use their password.

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) =>
    letter.charCodeAt(0),
  )

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

async function post(path, body, csrf) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(csrf && { 'X-CSRF-Token': csrf }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

const descriptors = (list = []) => list.map((one) => ({ ...one, id: fromText(one.id) }))

function common(credential) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  }
}

async function signIn(form) {
  const options = await post('/staff/passkeys/options', {})
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: fromText(options.challenge),
      allowCredentials: descriptors(options.allowCredentials),
    },
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response
  const answer = {
    ...common(credential),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      ...(userHandle && { userHandle: toText(userHandle) }),
    },
  }
  return post('/staff/passkeys', { to: form.elements.to?.value ?? '', answer })
}

async function register(form) {
  const { csrf, current, name } = form.elements
  const options = await post(
    '/staff/account/passkeys/options',
    { current: current?.value ?? '' },
    csrf.value,
  )
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: fromText(options.challenge),
      user: { ...options.user, id: fromText(options.user.id) },
      excludeCredentials: descriptors(options.excludeCredentials),
    },
  })
  const { clientDataJSON, attestationObject } = credential.response
  const answer = {
    ...common(credential),
    response: {
      clientDataJSON: toText(clientDataJSON),
      attestationObject: toText(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  }
  return post('/staff/account/passkeys', { name: name.value, answer }, csrf.value)
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  form.hidden = false
  const work = form.dataset.passkey === 'register' ? register : signIn
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    const note = form.querySelector('[role=alert]')
    button.disabled = true
    note.textContent = ''
    try {
      const { to } = await work(form)
      window.location.assign(to)
    } catch (error) {
      note.textContent =
        error.message === '403'
          ? form.dataset.refused
          : error.message === '429'
            ? form.dataset.busy
            : form.dataset.failed
      button.disabled = false
    }
  })
}
for (const note of document.querySelectorAll('[data-without-passkey]')) {
  note.hidden = Boolean(window.PublicKeyCredential)
}
