// Shows the button beside a text that is passed on, such as a link. Without this script it is selected by hand.

for (const box of document.querySelectorAll('[data-copy]')) {
  const text = box.firstElementChild
  const button = box.querySelector('button')
  button.hidden = false
  button.addEventListener('click', async () => {
    const said = box.querySelector('[role=status]')
    said.textContent = ''
    try {
      await navigator.clipboard.writeText(text.textContent.trim())
      said.textContent = button.dataset.done
    } catch {
      // where the browser lets no page copy, it is ready to be copied by hand
      getSelection().selectAllChildren(text)
    }
  })
}
