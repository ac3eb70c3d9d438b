/* Small repairs to the admin's own widgets, for people who do not see them; and a word before unsaved text is left. */
"use strict"

const labelled = (root) => {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`)
    const name = label?.textContent.replace(/:\s*$/, "").trim() || select.closest("td")?.className.replace("field-", "") || "Choose"
    const container = select.nextElementSibling
    if (!container?.classList.contains("select2")) continue
    const box = container.querySelector(".select2-selection")
    box.removeAttribute("aria-labelledby")
    box.setAttribute("aria-label", name)
    container.querySelector(".select2-selection__rendered[role=textbox]")?.setAttribute("aria-label", name)
    container.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation")
    container.querySelector(".select2-search__field")?.setAttribute("aria-label", name)
  }
  for (const box of root.querySelectorAll(".tabular td.delete input:not([aria-label])")) box.setAttribute("aria-label", "Take out")
  for (const tip of root.querySelectorAll("span.help-tooltip[aria-label]")) tip.setAttribute("role", "img")
  for (const group of root.querySelectorAll(".inline-group:not([tabindex])")) {
    group.tabIndex = 0
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", group.querySelector("h2")?.textContent.trim() || "Rows")
  }
  for (const head of root.querySelectorAll(".tabular thead th:empty")) {
    const words = document.createElement("span")
    words.className = "visually-hidden"
    words.textContent = "Is now"
    head.append(words)
  }
}

// A text in a box of its own begins where its passage is marked; a link to something folded unfolds it.
const toPassage = () => {
  for (const box of document.querySelectorAll(".reading__text")) {
    const mark = box.querySelector("mark")
    if (mark) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3
  }
}
// A list's open filter is put away by a press beside it, and by Escape.
const putAway = (event) => {
  for (const filter of document.querySelectorAll(".filter[open]")) {
    if (event.type === "click" ? filter.contains(event.target) : event.key !== "Escape") continue
    if (filter.contains(document.activeElement)) filter.querySelector("summary").focus()
    filter.open = false
  }
}
const unfold = (hash) => {
  const folded = hash.length > 1 && document.getElementById(hash.slice(1))
  if (!(folded instanceof HTMLDetailsElement)) return
  folded.open = true
  folded.querySelector("select, textarea, input:not([type=hidden])")?.focus()
}

// Where to go on writing; `autofocus` yields to an address that names a place, and so does a focus given earlier.
addEventListener("load", () => document.querySelector("[data-goes-on]")?.focus())
addEventListener("DOMContentLoaded", () => {
  toPassage()
  addEventListener("click", putAway)
  addEventListener("keydown", putAway)
  document.querySelectorAll("a[data-opens]").forEach((link) => link.addEventListener("click", () => unfold(link.hash)))
  setTimeout(() => labelled(document)) // after the admin's own scripts have made their widgets
  document.addEventListener("formset:added", () => setTimeout(() => labelled(document)))

  const form = document.querySelector("#article_form")
  if (!form) return
  let isTouched = false
  form.addEventListener("input", (event) => { if (event.isTrusted || event.target.matches("[data-news-body]")) isTouched = true })
  form.addEventListener("submit", () => { isTouched = false })
  addEventListener("beforeunload", (event) => { if (isTouched) event.preventDefault() })
})
