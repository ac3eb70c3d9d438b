/* The wire's list: brought up to date every few seconds, and worked by keyboard. Without this script it is an ordinary list. */
"use strict"

const desk = document.querySelector("#wire-desk")
const $ = (id) => document.getElementById(id)
const [status, said, told, alarm, above, help] = ["wire-status", "wire-said", "wire-told", "wire-alarm", "wire-above", "wire-help"].map($)
const list = () => $("wire-list").querySelector("ol")
const rows = () => [...list().querySelectorAll(":scope > .wirerow")]
const part = (row, name) => row?.querySelector(`[data-part="${name}"]`) ?? null
const rowOf = (element) => element?.closest?.(".wirerow") ?? null
const previewOf = (row) => row?.querySelector(".wirerow__preview") ?? null
const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" })

const made = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more })
const link = (words, address) => made("a", words, { href: address })
const button = (words, act) => made("button", words, { type: "button", className: "button button--quiet button--row", onclick: act })

/* --- Up to date ------------------------------------------------------------------------------------------------------- */

const EVERY = 1000 * Number(desk.dataset.every)
const LONGEST = 60_000
const SHARE = 10 // of the time, an open list keeps the newsroom's machine busy for one part in so many at most
let etag = desk.dataset.etag
let lastKnown = clock()
let failures = 0
let took = 0
let timer
let isAsking = false
let isOver = !desk.dataset.live

const ask = async () => {
  clearTimeout(timer)
  if (isAsking || isOver || document.hidden) return
  isAsking = true
  const began = performance.now()
  try {
    const response = await fetch(desk.dataset.live, {
      headers: { "If-None-Match": etag }, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(20_000),
    })
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return leave(response.status)
    if (response.status !== 200 && response.status !== 304) throw new Error(`The newsroom answered ${response.status}.`)
    if (response.status === 200) {
      const isWhole = merge(new DOMParser().parseFromString(await response.text(), "text/html"))
      if (isWhole) etag = response.headers.get("ETag") ?? ""
    }
    if (failures) said.textContent = "Connected again."
    failures = 0
    took = performance.now() - began
    lastKnown = clock()
    desk.classList.remove("wiredesk--away")
    status.replaceChildren(`Up to date at ${lastKnown}`)
  } catch {
    failures += 1
    desk.classList.add("wiredesk--away")
    const pause = Math.min(EVERY * 2 ** failures, LONGEST)
    const words = `Not connected. This is the wire of ${lastKnown}; trying again in ${Math.round(pause / 1000)} seconds. `
    status.replaceChildren(words, button("Try now", ask))
    if (failures === 1) said.textContent = "Not connected. The list is not brought up to date."
  } finally {
    isAsking = false
    if (!isOver) timer = setTimeout(ask, Math.min(Math.max(EVERY * 2 ** failures, SHARE * took), LONGEST))
  }
}

const leave = (code) => {
  isOver = true
  desk.classList.add("wiredesk--away")
  if (code === 403) status.replaceChildren(`You may not see the wire any more. This is the wire of ${lastKnown}.`)
  else status.replaceChildren(`You are logged out. This is the wire of ${lastKnown}. `, link("Log in again", desk.dataset.login))
  said.textContent = status.textContent
}

/* What someone reads, points at or works in stays under hand and eye; a kill alone replaces even a row with a selection. */
const merge = (page) => {
  const known = new Map(rows().map((row) => [row.id, row]))
  const focus = document.activeElement
  const focusRow = rowOf(focus)?.id
  const anchor = rowOf(focus) ?? list().querySelector(":scope > .wirerow:hover") ?? firstInSight()
  const top = anchor?.getBoundingClientRect().top
  const arrived = [], grave = []
  let isWhole = true
  const target = [...page.querySelectorAll("#wire-list > ol > .wirerow")].map((row) => {
    const old = known.get(row.id)
    known.delete(row.id)
    if (old?.dataset.mark === row.dataset.mark) return old
    const isGrave = "grave" in row.dataset && row.dataset.state !== old?.dataset.state
    if (old && !isGrave && holdsSelection(old)) {
      isWhole = false // asked for again, until the selection is gone
      return old
    }
    if (isGrave) grave.push(row)
    mark(row, old ? "Changed just now" : "Just in")
    if (!old) return arrived.push(row) && row
    carryOver(old, row)
    old.replaceWith(row)
    return row
  })
  for (const row of known.values()) leaveList(row)
  place(target)
  const rest = [...page.querySelector("#wire-list").children].filter((child) => child.tagName !== "OL")
  $("wire-list").replaceChildren(list(), ...rest)
  $("wire-bar").replaceWith(page.querySelector("#wire-bar"))
  refocus(focus, focusRow)
  const stays = anchor && $(anchor.id)
  if (stays) scrollBy({ top: stays.getBoundingClientRect().top - top, behavior: "instant" })
  announce(arrived, grave)
  tellAges()
  return isWhole
}

const firstInSight = () => (scrollY > 0 ? rows().find((row) => row.getBoundingClientRect().top >= 0) : null) ?? null

const holdsSelection = (row) => {
  const selection = getSelection()
  return !selection.isCollapsed && selection.containsNode(row, true)
}

const isInUse = (row) => row.contains(document.activeElement) || row.matches(":hover") || holdsSelection(row) || previewOf(row)

/* A row that no longer fits the list goes, unless someone is in it; then it says so and goes later. */
const leaveList = (row) => {
  if (!isInUse(row)) return row.remove()
  if (row.classList.contains("wirerow--gone")) return
  row.classList.add("wirerow--gone")
  mark(row, "No longer in this list")
}

const mark = (row, words) => {
  row.classList.add("wirerow--fresh")
  row.querySelector(".wirerow__mark")?.remove()
  row.querySelector(".wirerow__state").prepend(made("span", words, { className: "wirerow__mark" }))
}

/* A chosen section and an open preview are kept; what was previewed is what may be published, not what came in since. */
const carryOver = (old, row) => {
  const [before, now] = [part(old, "section"), part(row, "section")]
  if (before?.dataset.chosen && now) {
    now.value = before.value
    now.dataset.chosen = "yes"
  }
  const panel = previewOf(old)
  if (!panel) return
  row.append(panel)
  part(row, "preview").setAttribute("aria-expanded", "true")
  const seen = old.querySelector("[name=version]"), newest = row.querySelector("[name=version]")
  if (seen && newest) newest.value = seen.value
  panel.querySelector(".wirerow__stale")?.remove()
  const again = async () => { await preview(row); await preview(row) }
  const note = made("p", "It has changed since you opened this preview. ", { className: "wirerow__stale" })
  note.append(button("Show it as it is now", async () => { if (newest) newest.value = newest.defaultValue; await again() }))
  panel.prepend(note)
}

const place = (target) => {
  let next = list().firstElementChild
  for (const row of target) {
    while (next?.classList.contains("wirerow--gone")) next = next.nextElementSibling
    if (row === next) next = next.nextElementSibling
    else list().insertBefore(row, next)
  }
}

const refocus = (focus, rowId) => {
  if (document.activeElement === focus) return
  const again = focus.isConnected ? focus : rowId ? part($(rowId), focus.dataset.part) ?? part($(rowId), "story") : null
  const inBar = focus.href ? [...$("wire-bar").querySelectorAll("a")].find((one) => one.href === focus.href) : null
  ;(again ?? inBar)?.focus({ preventScroll: true })
}

const announce = (arrived, grave) => {
  const calm = arrived.filter((row) => !grave.includes(row))
  if (calm.length) {
    const names = calm.slice(0, 2).map((row) => row.dataset.name).join("; ")
    said.textContent = `${calm.length} new: ${names}${calm.length > 2 ? " and more" : ""}`
  }
  for (const row of grave) {
    const line = made("p", "")
    line.append(`${row.dataset.state}: `, link(row.dataset.name, part(row, "story").href), " ", button("Seen", () => line.remove()))
    alarm.append(line)
  }
  countAbove()
}

const countAbove = () => {
  const under = document.querySelector(".wiredesk__now").getBoundingClientRect().bottom
  const hidden = rows().filter((row) => row.matches(".wirerow--fresh:not(.wirerow--gone)") && row.getBoundingClientRect().bottom < under)
  above.hidden = !hidden.length
  above.textContent = `${hidden.length} new above`
}

const tellAges = () => {
  for (const time of document.querySelectorAll("#wire-desk time[data-age]")) {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000))
    const [number, unit] = minutes < 60 ? [minutes, "min"] : minutes < 48 * 60 ? [Math.floor(minutes / 60), "h"] : [Math.floor(minutes / 1440), "days"]
    time.textContent = minutes < 1 ? "just now" : `${number} ${unit} ago`
  }
}

/* --- Acts ------------------------------------------------------------------------------------------------------------- */

let spikedLast = null

const send = async (address, data) => {
  const response = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null)
  if (response?.type === "opaqueredirect") return leave(401)
  const answer = response?.ok ? await response.json() : { is_done: false, words: "Not connected: nothing was done." }
  told.replaceChildren(answer.words)
  ask()
  return answer.is_done
}

const spike = async (row) => {
  const pressed = part(row, "spike")
  if (!pressed) return cannot(row, "spiked")
  const data = new FormData(pressed.form)
  const next = row.nextElementSibling ?? row.previousElementSibling
  const hadFocus = row.contains(document.activeElement)
  if (!(await send(pressed.formAction, data))) return
  spikedLast = { address: pressed.formAction.replace(/spike\/$/, "take-back/"), data }
  told.append(" ", button("Take it back", takeBackLast))
  if (hadFocus) part(next, "story")?.focus()
}

const takeBackLast = async () => {
  if (!spikedLast) return told.replaceChildren("You have spiked nothing since you opened this page.")
  const { address, data } = spikedLast
  if (await send(address, data)) spikedLast = null
}

const pickUp = (row) => {
  const pressed = part(row, "pick-up")
  if (!pressed) return cannot(row, "picked up")
  pressed.form.requestSubmit(pressed)
}

const cannot = (row, what) => told.replaceChildren(`This cannot be ${what} here. It is: ${row.dataset.state.toLowerCase()}.`)

const preview = async (row) => {
  const opener = part(row, "preview"), open = previewOf(row)
  opener.setAttribute("aria-expanded", String(!open))
  if (open) {
    if (open.contains(document.activeElement)) opener.focus()
    return open.remove()
  }
  const response = await fetch(opener.dataset.preview, { redirect: "manual", cache: "no-store" }).catch(() => null)
  if (!response?.ok) return location.assign(opener.href)
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  if (!previewOf(row)) row.append(page.querySelector(".wirerow__preview"))
}

desk.addEventListener("submit", (event) => {
  const name = event.submitter?.dataset.part
  if (name === "spike") {
    event.preventDefault()
    spike(rowOf(event.target))
  } else if (name === "take-back") {
    event.preventDefault()
    send(event.submitter.formAction, new FormData(event.target))
  }
})
desk.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-preview]")
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  preview(rowOf(opener))
})
desk.addEventListener("change", (event) => { if (event.target.name === "section") event.target.dataset.chosen = "yes" })
for (const kind of ["pointerover", "focusin"]) {
  desk.addEventListener(kind, (event) => {
    const row = rowOf(event.target)
    if (!row?.matches(".wirerow--fresh:not(.wirerow--gone)")) return
    row.classList.remove("wirerow--fresh") // seen; the word stays until the row changes again
    countAbove()
  })
}

/* --- Keys ------------------------------------------------------------------------------------------------------------- */

const KEPT = "wire-single-keys"
const single = $("wire-single-keys")
single.checked = localStorage.getItem(KEPT) !== "no"
single.addEventListener("change", () => localStorage.setItem(KEPT, single.checked ? "yes" : "no"))

const current = () => rowOf(document.activeElement)

const go = (step) => {
  const all = rows(), here = all.indexOf(current())
  const next = here < 0 ? firstInSight() ?? all[0] : all[Math.min(Math.max(here + step, 0), all.length - 1)]
  part(next, "story")?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

const withRow = (act) => () => { const row = current(); if (row) act(row); else told.replaceChildren("Choose a story first: j or k.") }

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  o: withRow((row) => part(row, "story").click()),
  v: withRow(preview),
  p: withRow(pickUp),
  x: withRow(spike),
  z: takeBackLast,
  "/": () => $("wire-search").focus(),
}
const IN_LIST = { ArrowDown: () => go(1), ArrowUp: () => go(-1), Escape: () => previewOf(current()) && preview(current()) }

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.open) return
  if (event.target.closest("input, select, textarea, [contenteditable]")) return
  const act = event.key === "?" ? () => help.showModal() : (single.checked && KEYS[event.key]) || (current() && IN_LIST[event.key])
  if (!act) return
  event.preventDefault()
  act()
})

/* --- Start ------------------------------------------------------------------------------------------------------------ */

$("wire-keys").hidden = false
$("wire-keys").addEventListener("click", () => help.showModal())
above.addEventListener("click", () => {
  scrollTo({ top: 0 })
  part(rows()[0], "story")?.focus({ preventScroll: true })
})
for (const opener of document.querySelectorAll("[data-preview]")) opener.setAttribute("role", "button")
if (matchMedia("(max-width: 48rem)").matches && !desk.querySelector(".wirefilters a")) desk.querySelector(".wirefilters__more").open = false
tellAges()
setInterval(tellAges, 15_000)
addEventListener("scroll", countAbove, { passive: true })
if (!isOver) {
  status.replaceChildren(`Up to date at ${lastKnown}`)
  timer = setTimeout(ask, EVERY)
  document.addEventListener("visibilitychange", () => { if (document.hidden) clearTimeout(timer); else ask() })
  addEventListener("online", ask)
  addEventListener("pageshow", (event) => { if (event.persisted) ask() })
}
