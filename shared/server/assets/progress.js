// Keeps a bar in step with what it tells of. When that comes to rest, the page is asked for again: its buttons change.
const box = document.getElementById('progress')
const bar = box?.querySelector('progress')
const count = box?.querySelector('[data-part="count"]')

async function look() {
  try {
    const response = await fetch(box.dataset.source, { headers: { Accept: 'application/json' } })
    if (response.ok) {
      const progress = await response.json()
      if (progress.state !== 'running') return location.reload()
      bar.value = progress.done
      count.textContent = progress.countText
    }
  } catch {
    // out of reach for a moment: the next look tells
  }
  setTimeout(look, 1_000)
}

if (box?.dataset.state === 'running' && bar && count) setTimeout(look, 1_000)
