// Puts what the server says into the page. All words and figures come ready-made; nothing here is ever read as markup.
const live = document.getElementById('live')
const rows = document.getElementById('rows')
const blank = document.getElementById('row').content.firstElementChild
const clock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

const words = { connecting: 'Connecting', live: 'Live', stale: 'Figures delayed', lost: 'Reconnecting' }
function say(state) {
  if (live.dataset.state === state) return
  live.dataset.state = state
  live.textContent = words[state]
}

/** Sets a text and, where a figure moved, lets it light up for a moment. */
function set(element, text, lights) {
  if (element.textContent === text) return
  element.textContent = text
  if (!lights) return
  element.classList.remove('moved')
  // Reading the layout here makes the browser start the animation over.
  void element.offsetWidth
  element.classList.add('moved')
}

const local = (time) => { if (time.dateTime) time.textContent = clock.format(new Date(time.dateTime)) }

function fill(row, view, lights) {
  row.dataset.id = view.id
  row.dataset.status = view.status
  for (const slot of ['name', 'statusText', 'when', 'note', 'rate']) {
    set(row.querySelector(`[data-slot=${slot}]`), view[slot], false)
  }
  const time = row.querySelector('[data-slot=at]')
  time.dateTime = view.at
  local(time)
  for (const [key, count] of Object.entries(view.figures)) {
    const figure = row.querySelector(`[data-figure=${key}]`)
    set(figure, count, lights)
    const box = figure.parentElement
    if ('optional' in box.dataset) box.hidden = count === '0'
  }
  row.querySelector('.bar').setAttribute('aria-label', view.summary)
  for (const [key, [start, width]] of Object.entries(view.bar)) {
    const part = row.querySelector(`[data-bar=${key}]`)
    part.setAttribute('x', `${start}%`)
    part.setAttribute('width', `${width}%`)
  }
}

function show({ stale, tiles, order, rows: changed }) {
  say(stale ? 'stale' : 'live')
  for (const [key, text] of Object.entries(tiles)) set(document.querySelector(`[data-tile=${key}]`), text, true)
  const known = new Map([...rows.children].map((row) => [row.dataset.id, row]))
  for (const view of changed) {
    const row = known.get(view.id)
    if (row) fill(row, view, true)
    else {
      const made = blank.cloneNode(true)
      fill(made, view, false)
      made.classList.add('new')
      known.set(view.id, made)
    }
  }
  order.forEach((id, place) => {
    const row = known.get(id)
    known.delete(id)
    if (row && rows.children[place] !== row) rows.insertBefore(row, rows.children[place] ?? null)
  })
  for (const row of known.values()) row.remove()
  const empty = order.length === 0
  document.getElementById('empty').hidden = !empty
  document.getElementById('tiles').hidden = empty
  document.getElementById('campaigns').hidden = empty
}

let source
function open() {
  if (source || document.hidden) return
  say('connecting')
  source = new EventSource('/console/live')
  source.onmessage = (event) => show(JSON.parse(event.data))
  source.onerror = () => {
    say('lost')
    // The browser tries again by itself, except after an answer that is not a stream.
    if (source?.readyState === EventSource.CLOSED) {
      close()
      setTimeout(again, 3000)
    }
  }
}

function close() {
  source?.close()
  source = undefined
}

async function again() {
  try {
    const session = await fetch('/console/session')
    if (session.status === 401) return location.reload()
  } catch {
    // No connection at all: the next attempt will tell.
  }
  open()
}

// A page nobody looks at needs no figures, and browsers grant few connections to one server.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
for (const time of document.querySelectorAll('time')) local(time)
open()
