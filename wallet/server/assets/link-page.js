// Reads what the link to this page offers or asks. It stands behind the #, so no server has seen it, and nothing here
// sends it anywhere: it is shown to the person, as a link for their wallet, a command and a QR code.

const script = document.getElementById('link-script')
const kinds = {
  receive: {
    scheme: 'openid-credential-offer:',
    names: ['credential_offer', 'credential_offer_uri'],
  },
  present: { scheme: 'openid4vp:', names: ['client_id'] },
}
const longestQrText = 1200
const longestLink = 16_000

const kind = script.dataset.kind
const parameters = takeParameters()
const link = linkFor(kind, parameters)
if (link === undefined) show('link-broken')
else showLink(link)

/** A link whose parameters came in the query is rewritten at once, so that they do not travel with the next request. */
function takeParameters() {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const query = new URLSearchParams(location.search)
  const lang = query.get('lang')
  query.delete('lang')
  const found = [...fragment].length > 0 ? fragment : query
  if ([...query].length > 0) {
    const kept = lang === null ? '' : `?lang=${encodeURIComponent(lang)}`
    history.replaceState(null, '', `${location.pathname}${kept}#${found}`)
    document.getElementById('link-private').hidden = true
  }
  for (const other of document.querySelectorAll('a[hreflang], a[href^="?"]')) {
    const language = new URLSearchParams(other.search).get('lang')
    other.href = `?lang=${encodeURIComponent(language ?? 'en')}#${found}`
  }
  return found
}

function linkFor(name, found) {
  const { scheme, names } = kinds[name]
  const isOnce = [...found.keys()].length === new Set(found.keys()).size
  const isThere = names.filter((each) => found.has(each)).length === 1
  const text = `${scheme}//?${found}`
  return isOnce && isThere && text.length <= longestLink ? text : undefined
}

function showLink(text) {
  document.getElementById('link-open').href = text
  // URLSearchParams writes no quote, blank or backslash, so the command can be pasted into any shell
  document.getElementById('link-command').textContent = `npx waymark wallet ${kind} '${text}'`
  const host = hostOf(parameters)
  if (host === undefined) document.getElementById('link-from').hidden = true
  else document.getElementById('link-host').textContent = host
  show('link-ready')
  if (text.length <= longestQrText) showQr(text)
}

/** The host that the wallet will talk to, in ASCII. */
function hostOf(found) {
  const offer = parseJson(found.get('credential_offer'))
  const places = [
    offer?.credential_issuer,
    found.get('credential_offer_uri'),
    found.get('request_uri'),
    found.get('response_uri'),
  ]
  const place = places.find((each) => typeof each === 'string' && URL.canParse(each))
  return place === undefined ? undefined : new URL(place).host
}

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function showQr(text) {
  const { encodeQR } = await import(script.dataset.qr)
  const picture = document.getElementById('link-qr-picture')
  picture.src = `data:image/svg+xml,${encodeURIComponent(encodeQR(text, 'svg'))}`
  show('link-qr')
}

function show(id) {
  document.getElementById(id).hidden = false
}
