// Listens for changes, for ever: goes on where it stopped, and says when the connection is gone and when it is back.

const SILENCE_MS = 40_000
const PATIENCE_MS = 2_000
const RECONNECTED_SHOWN_MS = 3_000
const RETRY_MS = [1_000, 2_000, 5_000, 10_000]

export function listen({ after, as, texts, take, setTime }) {
  const banner = bannerOf(texts)
  let rev = after
  let source = null
  let heardAt = performance.now()
  let failures = 0

  open()
  setInterval(() => performance.now() - heardAt > SILENCE_MS && open(), 5_000)
  window.addEventListener('online', open)
  // A page that is left must not hold its connection: browsers allow a host six of them.
  window.addEventListener('pagehide', () => source.close())
  window.addEventListener('pageshow', (event) => event.persisted && open())

  function open() {
    source?.close()
    heardAt = performance.now()
    source = new EventSource(`/room/stream?after=${rev}${as}`)
    source.addEventListener('open', found)
    source.addEventListener('message', (event) => take(JSON.parse(heard(event))))
    source.addEventListener('clock', (event) => setTime(heard(event)))
    source.addEventListener('reset', () => location.reload())
    source.addEventListener('signed-out', () => location.assign('/sign-in'))
    source.addEventListener('error', failed)
  }

  function heard({ data, lastEventId }) {
    heardAt = performance.now()
    rev = Math.max(rev, Number(lastEventId) || 0)
    return data
  }

  function found() {
    failures = 0
    banner.found()
  }

  function failed({ target }) {
    banner.lost()
    if (target !== source || source.readyState !== EventSource.CLOSED) return
    const retry = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]
    failures += 1
    setTimeout(() => target === source && open(), retry)
    void checkSession(as)
  }
}

function bannerOf({ connectionLost, reconnected }) {
  const banner = document.getElementById('connection')
  let waiting = null
  let lost = false

  const say = (text, kind) => {
    banner.textContent = text
    banner.className = kind
    banner.hidden = text === ''
  }
  return {
    lost: () => {
      // A short break is nobody's concern: most are over before they are noticed.
      waiting ??= setTimeout(() => {
        lost = true
        say(connectionLost, 'lost')
      }, PATIENCE_MS)
    },
    found: () => {
      clearTimeout(waiting)
      waiting = null
      if (!lost) return
      lost = false
      say(reconnected, 'found')
      setTimeout(() => !lost && say('', ''), RECONNECTED_SHOWN_MS)
    },
  }
}

/** The stream does not tell why it was refused; an ordinary request does. */
async function checkSession(as) {
  const answer = await fetch(`/api/v1/room/rooms?${as.slice(1)}`).catch(() => null)
  if (answer?.status === 401) location.assign('/sign-in')
}
