/* Point at what is wrong: select words of a story, or ask for a link at each of its parts. The form gets the words, what
   stands around them, and the edition one sees. Without this script the same form asks for the words. */
"use strict"

const report = document.querySelector("[data-report]")
const story = document.querySelector(".story__article")
const prose = story.querySelector(".prose")
const PARTS = "h1, .standfirst, .figure figcaption .caption, .prose > :not(.promo, .figure, .pick)"
const CONTEXT = 60, LONGEST_ADDRESS = 3000, PAUSE = 200
const byTouch = matchMedia("(pointer: coarse)")

const made = (tag, classes, ...content) => {
  const element = document.createElement(tag)
  element.className = classes
  element.append(...content)
  return element
}

/* --- What is pointed at ----------------------------------------------------------------------------------------------- */

const blocks = () => [...prose.children].filter((one) => one.matches(":not(.promo, .figure, .pick, .tagline)"))

const partOf = (node) => {
  const part = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(PARTS)
  return part && story.contains(part) ? part : null
}

const aboutOf = (part) => {
  const photo = part.closest("[data-photo]")?.dataset.photo
  if (photo) return { about: `${part.matches("figure") ? "photo" : "caption"}:${photo}` }
  if (part.matches("h1")) return { about: "headline" }
  const block = blocks().indexOf(part.closest(".prose > *"))
  return block < 0 ? {} : { about: "words", block }
}

/* The dateline is printed into the first paragraph, but it is no part of the text. */
const withoutDateline = (words, part) => {
  const line = part.querySelector(".dateline")?.textContent
  return line && words.startsWith(line) ? words.slice(line.length).replace(/^\s*—\s*/, "") : words
}

const around = (range, first, last) => {
  const before = document.createRange(), after = document.createRange()
  before.setStart(first, 0)
  before.setEnd(range.startContainer, range.startOffset)
  after.setStart(range.endContainer, range.endOffset)
  after.setEnd(last, last.childNodes.length)
  return { before: `${before}`.slice(-CONTEXT), after: `${after}`.slice(0, CONTEXT) }
}

/* An address must not grow beyond what servers read: long words are cut, and end in an ellipsis that says so. */
const addressOf = ({ passage = "", ...said }) => {
  const address = new URL(report.href)
  for (const [name, value] of Object.entries(said)) if (value !== "") address.searchParams.set(name, value)
  for (let words = passage; words; words = words.slice(0, Math.floor(words.length * 0.8)).trimEnd()) {
    address.searchParams.set("passage", words === passage ? words : `${words}…`)
    if (address.href.length <= LONGEST_ADDRESS) break
  }
  return address.href
}

/* --- Words that are selected -------------------------------------------------------------------------------------------- */

const chosen = made("a", "button pick__words", "Report these words")
const bubble = made("div", "pick pick--words no-print", chosen)
const told = made("p", "unseen")
told.setAttribute("role", "status")
story.append(told)
bubble.lang = told.lang = "en"
bubble.dir = "ltr"
let timer, isByKeys = false, wasVisited = false

const hide = () => { bubble.remove(); told.replaceChildren() }

const offer = () => {
  const selection = getSelection()
  if (bubble.contains(document.activeElement)) return
  if (!selection.rangeCount || selection.isCollapsed) return hide()
  const range = selection.getRangeAt(0), first = partOf(range.startContainer), last = partOf(range.endContainer)
  const passage = first && withoutDateline(selection.toString().trim(), first)
  if (!first || !last || !passage) return hide()
  wasVisited = false
  chosen.href = addressOf({ ...aboutOf(first), passage, ...around(range, first, last) })
  last.closest("figure, .prose > *, h1, .standfirst").after(bubble) // so that Tab leads there next
  const lines = range.getClientRects(), end = lines[lines.length - 1], frame = story.getBoundingClientRect()
  const room = frame.width - bubble.offsetWidth
  bubble.style.insetInlineStart = "auto"
  bubble.style.left = `${Math.max(0, Math.min(end.right - frame.left - bubble.offsetWidth / 2, room))}px`
  bubble.style.top = `${end.bottom - frame.top + (byTouch.matches ? 32 : 8)}px` // below the handles of a touch screen
  if (isByKeys) told.replaceChildren("Words chosen. To report them, go on to the link that follows.")
}

document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(offer, PAUSE) })
document.addEventListener("keydown", (event) => {
  isByKeys = true
  if (!bubble.isConnected) return
  if (event.key === "Escape") { getSelection().removeAllRanges(); hide() }
  if (event.key === "Tab" && !event.shiftKey && !wasVisited) { // once: whoever goes on shall not come back to it
    event.preventDefault()
    wasVisited = true
    chosen.focus()
  }
})
document.addEventListener("pointerdown", () => { isByKeys = false })
bubble.addEventListener("pointerdown", (event) => event.preventDefault()) // a press must not take the selection away
addEventListener("resize", offer)

/* --- A link at each part, for who selects nothing ----------------------------------------------------------------------- */

const NAMES = { H1: "the headline", UL: "this list", OL: "this list", TABLE: "this table", DIV: "this table", BLOCKQUOTE: "this quotation", FIGURE: "this picture" }

const linkAt = (part) => {
  const words = withoutDateline(part.matches("figure") ? part.querySelector("img").alt : part.innerText.trim(), part)
  const start = words.split(/\s+/).slice(0, 6).join(" ")
  const said = made("span", "unseen", ` – ${start}`)
  const link = made("a", "", `Report ${part.matches(".standfirst") ? "the summary" : NAMES[part.tagName] ?? "this paragraph"}`, said)
  link.href = addressOf({ ...aboutOf(part), ...(part.matches("figure") ? {} : { passage: words }) })
  const line = made("p", "pick pick--part no-print", link)
  line.lang = "en"
  line.dir = "ltr"
  return line
}

const mode = made("button", "pick__mode no-print", "Point at the error")
mode.type = "button"
mode.setAttribute("aria-pressed", "false")
mode.addEventListener("click", () => {
  const isOn = mode.getAttribute("aria-pressed") !== "true"
  mode.setAttribute("aria-pressed", String(isOn))
  for (const line of story.querySelectorAll(".pick--part")) line.remove()
  if (!isOn) return told.replaceChildren()
  for (const part of [...story.querySelectorAll("h1, .standfirst"), ...blocks()]) part.after(linkAt(part))
  for (const figure of story.querySelectorAll("figure[data-photo]")) figure.append(linkAt(figure))
  told.replaceChildren("A link to report it now follows each part of the story.")
})
report.after(" ", mode)
