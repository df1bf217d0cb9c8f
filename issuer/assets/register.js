// Saves each tap on the register as it is made. Without this script the form's button saves all of them.

const form = document.querySelector('[data-register]')
const csrf = form.querySelector('[name=csrf]').value
const page = form.querySelector('[name=form]').value
const parts = (name) => form.querySelector(`[data-${name}]`)
const unsaved = new Map()
let saving = Promise.resolve()
/** Of what this page sends, one after the other: what is sent as it is left may overtake what is on its way. */
let turn = 0

async function send() {
  if (unsaved.size === 0) return
  const sent = new Map(unsaved)
  turn += 1
  const idsOf = (isHere) => [...sent].filter(([, is]) => is === isHere).map(([id]) => id)
  try {
    const response = await fetch(`${form.action}/mark`, {
      method: 'POST',
      // also when the page is left meanwhile
      keepalive: true,
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
      body: JSON.stringify({ page, turn, here: idsOf(true), away: idsOf(false) }),
    })
    if (!response.ok || response.redirected) throw new Error(String(response.status))
    // a tap made meanwhile is still to be saved
    for (const [id, is] of sent) if (unsaved.get(id) === is) unsaved.delete(id)
    note(sent)
    tell(await response.json())
  } catch {
    parts('fault').hidden = false
  }
}

/** The button saves what differs from what is saved already. */
function note(saved) {
  const { was } = form.elements
  const here = new Set(was.value.split(','))
  for (const [id, isHere] of saved) isHere ? here.add(id) : here.delete(id)
  was.value = [...here].filter((id) => id !== '').join(',')
}

function tell({ hereText, due, dueText }) {
  parts('fault').hidden = true
  parts('here').textContent = hereText
  parts('award').hidden = due === 0
  parts('award').querySelector('a').textContent = dueText
}

function save() {
  saving = saving.then(send)
  return saving
}

form.addEventListener('change', ({ target }) => {
  const { person } = target.dataset
  if (person === undefined) return
  unsaved.set(person, target.checked)
  save()
})

// what was tapped last counts too, and what could not be saved is tried once more
parts('award').addEventListener('click', async (event) => {
  const { target } = event
  if (unsaved.size === 0 || target.href === undefined) return
  event.preventDefault()
  await save()
  if (unsaved.size === 0) location.href = target.href
})

addEventListener('pagehide', send)

// on a slow network people are quicker than this script
for (const box of form.querySelectorAll('[data-person]')) {
  if (box.checked !== box.defaultChecked) unsaved.set(box.dataset.person, box.checked)
}
save()
