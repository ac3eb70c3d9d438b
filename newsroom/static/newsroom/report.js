/* Point at what is wrong: select words of a story, or ask for a link at each of its parts. The form gets the words, what
   stands around them, and the edition one sees. Without this script the same form asks for the words. */
"use strict"

const report = document.querySelector("[data-report]")
const story = document.querySelector(".story__article")
const prose = story.querySelector(".prose")
const PARTS = "h1, .standfirst, .figure figcaption .caption, .prose > :not(.promo, .figure, .pick)"
/* What stands apart on the page stands apart in words too, as the newsroom's own search has it. */
const APART = "td, th, tr, caption, li, dt, dd, h2, h3, h4, pre, br, p"
const CONTEXT = 60, LONGEST = 1900, LONGEST_ADDRESS = 3000, PAUSE = 200
const byTouch = matchMedia("(pointer: coarse)")

const made = (tag, classes, ...content) => {
  const element = document.createElement(tag)
  element.className = classes
  element.append(...content)
  return element
}

/* --- What is pointed at ----------------------------------------------------------------------------------------------- */

const blocks = () => [...prose.children].filter((one) => one.matches(":not(.promo, .figure, .pick, .tagline)"))

/* The words of a stretch of the page, in one line. */
const wordsOf = (range) => {
  const copy = range.cloneContents()
  for (const one of copy.querySelectorAll(APART)) { one.before(" "); one.after(" ") }
  return copy.textContent.replace(/\s+/g, " ")
}

/* The printed parts that a selection touches, each with its stretch: what lies between or beyond them, a promo or a
   disclaimer, is none of the story's words. */
const partsIn = (range) => {
  const found = []
  for (const part of story.querySelectorAll(PARTS)) {
    if (!range.intersectsNode(part)) continue
    const stretch = document.createRange()
    stretch.selectNodeContents(part)
    if (part.contains(range.startContainer)) stretch.setStart(range.startContainer, range.startOffset)
    if (part.contains(range.endContainer)) stretch.setEnd(range.endContainer, range.endOffset)
    if (`${stretch}`.trim()) found.push({ part, stretch })
  }
  return found
}

const aboutOf = (part) => {
  const photo = part.closest("[data-photo]")?.dataset.photo
  if (photo) return { about: `${part.matches("figure") ? "photo" : "caption"}:${photo}` }
  if (part.matches("h1")) return { about: "headline" }
  const block = blocks().indexOf(part.closest(".prose > *"))
  return block < 0 ? {} : { about: "words", block }
}

/* The dateline is printed into the first paragraph, but it is no part of the text; alone it can be meant. */
const withoutDateline = (words, part) => {
  const line = part.querySelector(".dateline")?.textContent.trim()
  return line && words.startsWith(line) ? words.slice(line.length).replace(/^\s*—\s*/, "") || line : words
}

const around = (range, first, last) => {
  const before = document.createRange(), after = document.createRange()
  before.setStart(first, 0)
  before.setEnd(range.startContainer, range.startOffset)
  after.setStart(range.endContainer, range.endOffset)
  after.setEnd(last, last.childNodes.length)
  return { before: [...wordsOf(before)].slice(-CONTEXT).join(""), after: [...wordsOf(after)].slice(0, CONTEXT).join("") }
}

/* An address must not grow beyond what servers read: long passages are cut after a word, and an ellipsis says so. */
const addressOf = ({ passage = "", ...said }) => {
  const address = new URL(report.href), letters = [...passage]
  for (const [name, value] of Object.entries(said)) if (value !== "") address.searchParams.set(name, value)
  for (let length = Math.min(letters.length, LONGEST); length; length = Math.floor(length * 0.8)) {
    const cut = letters.slice(0, length).join("")
    address.searchParams.set("passage", length === letters.length ? passage : `${cut.replace(/\s+\S*$/, "")}…`)
    if (length < letters.length) address.searchParams.set("cut", 1)
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
  const parts = partsIn(selection.getRangeAt(0)), first = parts[0], last = parts.at(-1)
  const passage = first && withoutDateline(parts.map((one) => wordsOf(one.stretch).trim()).join("\n"), first.part)
  if (!passage) return hide()
  wasVisited = false
  const range = document.createRange()
  range.setStart(first.stretch.startContainer, first.stretch.startOffset)
  range.setEnd(last.stretch.endContainer, last.stretch.endOffset)
  chosen.href = addressOf({ ...aboutOf(first.part), passage, ...around(range, first.part, last.part) })
  const holder = last.part.closest("figure, .prose > *, h1, .standfirst")
  holder.after(bubble) // so that Tab leads there next
  const lines = last.stretch.getClientRects(), end = lines[lines.length - 1], frame = story.getBoundingClientRect()
  const column = holder.getBoundingClientRect(), left = end.right - bubble.offsetWidth / 2
  bubble.style.insetInlineStart = "auto"
  bubble.style.left = `${Math.max(column.left, Math.min(left, column.right - bubble.offsetWidth)) - frame.left}px`
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

const NAMES = { H1: "the headline", H2: "this heading", H3: "this heading", H4: "this heading", UL: "this list", OL: "this list", TABLE: "this table", DIV: "this table", BLOCKQUOTE: "this quotation", FIGURE: "this picture" }

const lineWith = (link) => {
  const line = made("p", "pick pick--part no-print", link)
  line.lang = "en"
  line.dir = "ltr"
  return line
}

const linkAt = (part) => {
  const whole = document.createRange()
  whole.selectNodeContents(part)
  const words = withoutDateline(part.matches("figure") ? part.querySelector("img").alt : wordsOf(whole).trim(), part)
  const start = words.split(/\s+/).slice(0, 6).join(" ")
  const said = made("span", "unseen", ` – ${start}`)
  const name = part.matches(".standfirst") ? "the summary" : part.matches(".caption") ? "this caption" : NAMES[part.tagName]
  const link = made("a", "", `Report ${name ?? "this paragraph"}`, said)
  link.href = addressOf({ ...aboutOf(part), ...(part.matches("figure") ? {} : { passage: words }) })
  return lineWith(link)
}

const missing = made("a", "", "Report something that is missing")
missing.href = addressOf({ about: "missing" })

const mode = made("button", "pick__mode no-print", "Point at the error")
mode.type = "button"
mode.setAttribute("aria-pressed", "false")
mode.addEventListener("click", () => {
  const isOn = mode.getAttribute("aria-pressed") !== "true"
  mode.setAttribute("aria-pressed", String(isOn))
  for (const line of story.querySelectorAll(".pick--part")) line.remove()
  if (!isOn) return told.replaceChildren()
  for (const part of [...story.querySelectorAll("h1, .standfirst"), ...blocks()]) part.after(linkAt(part))
  for (const figure of story.querySelectorAll("figure[data-photo]")) {
    figure.append(...[figure, ...figure.querySelectorAll("figcaption .caption")].map(linkAt))
  }
  prose.append(lineWith(missing))
  told.replaceChildren("A link to report it now follows each part of the story.")
})
report.after(" ", mode)
