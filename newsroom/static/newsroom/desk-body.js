/* The body editor of the desk. What it cannot edit it keeps, word for word: promos, photos, tables and whatever else
 * the newsroom's rules allow stand in the text as blocks that can be seen, moved and removed, never changed in passing. */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HTML, HardBreak, Heading, History,
  HorizontalRule, Italic, Link, ListItem, Mark, Menu, Node, OrderedList, Paragraph, SpecialCharacters, Text, crel,
  createTextareaEditor, initializeEditors, pm,
} from "django-prose-editor/editor"

const SELECTOR = "[data-news-body]"
const PLAIN_INLINE = ["STRONG", "B", "EM", "I", "A", "BR"]
// Inline elements without a button of their own: their words are edited, the element stays around them.
const KEPT_INLINE = ["abbr", "bdi", "bdo", "cite", "code", "del", "ins", "mark", "q", "s", "small", "sub", "sup", "time", "u"]
const KEPT_ATTRIBUTES = ["lang", "dir", "title", "datetime"]
const ALWAYS_KEPT = ["ASIDE", "FIGURE", "TABLE", "DL", "PRE"]
const SHOWN_IN_TABLE = ["TABLE", "CAPTION", "THEAD", "TBODY", "TFOOT", "TR", "TH", "TD"]

const isInline = (element) =>
  (PLAIN_INLINE.includes(element.tagName) || element.matches([...KEPT_INLINE, "span"].join())) &&
  [...element.children].every(isInline)

const isListItem = (element) =>
  element.tagName === "LI" &&
  [...element.children].every(
    (child) => isInline(child) || (child.tagName === "P" && isEditable(child)) || (/^[OU]L$/.test(child.tagName) && isEditable(child)),
  )

/* Whether the editor holds all of a block, so that nothing is lost when it writes it again. */
function isEditable(element) {
  const children = [...element.children]
  switch (element.tagName) {
    case "HR":
      return true
    case "P": case "H2": case "H3": case "H4":
      return children.every(isInline)
    case "UL": case "OL":
      return children.length > 0 && children.every(isListItem)
    case "BLOCKQUOTE":
      return children.length > 0 && children.every((child) => isInline(child) || (child.tagName === "P" && isEditable(child)))
    default:
      return false
  }
}

/* The text as the editor is given it: what it cannot hold is wrapped up verbatim, and a line break between two words is a
 * space, which the editor's own reading of HTML would drop. */
const prepared = (markup) => {
  const body = new DOMParser().parseFromString(`<body>${markup}</body>`, "text/html").body
  for (const element of [...body.children]) {
    if (isInline(element)) continue
    if (isEditable(element)) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const node = walker.currentNode
        if (!/^([OU]L|BLOCKQUOTE)$/.test(node.parentElement.tagName)) node.data = node.data.replace(/[ \t\r]*\n[ \t\r\n]*/g, " ")
      }
    } else {
      element.replaceWith(crel("div", { "data-kept": element.outerHTML }))
    }
  }
  return body.innerHTML
}

const elementOf = (html) => {
  const body = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body
  return document.importNode(body.firstElementChild ?? document.createElement("p"), true)
}

/* The cells and words of a table, without any attribute that could act. */
const shownTable = (element) => {
  const dom = document.createElement(SHOWN_IN_TABLE.includes(element.tagName) ? element.tagName : "span")
  for (const name of ["colspan", "rowspan"]) {
    if (element.hasAttribute(name)) dom.setAttribute(name, element.getAttribute(name))
  }
  for (const child of element.childNodes) {
    if (child.nodeType === 3) dom.append(child.data)
    else if (child.nodeType === 1) dom.append(shownTable(child))
  }
  return dom
}

/* Headlines of the text's promos and titles of its photos, by id. */
const labels = { promo: {}, photo: {} }

const describe = (element) => {
  const promo = element.dataset?.promo, photo = element.dataset?.photo
  if (promo) return `Related: ${labels.promo[promo] ?? `story ${promo}, which is not there`}`
  if (photo) return `Photo: ${labels.photo[photo] ?? `photo ${photo}, which is not there`}`
  return { TABLE: "Table", DL: "List of terms", PRE: "Set as typed" }[element.tagName] ?? "Kept as it came"
}

const move = (editor, from, step) => {
  const { doc, tr } = editor.state
  const index = doc.resolve(from).index(0)
  const other = index + step
  if (other < 0 || other >= doc.childCount) return
  const node = doc.child(index)
  const target = step < 0 ? from - doc.child(other).nodeSize : from + doc.child(other).nodeSize
  tr.delete(from, from + node.nodeSize).insert(target, node)
  tr.setSelection(pm.state.NodeSelection.create(tr.doc, target))
  editor.view.dispatch(tr.scrollIntoView())
}

const KeptBlock = Node.create({
  name: "keptBlock",
  group: "block",
  atom: true,
  draggable: true,
  selectable: true,
  priority: 1000,

  addAttributes: () => ({ html: { default: "", rendered: false, parseHTML: (element) => element.dataset.kept ?? element.outerHTML } }),

  parseHTML: () => [
    {
      tag: "*",
      priority: 1000,
      getAttrs: (element) => {
        if (element.dataset.kept || ALWAYS_KEPT.includes(element.tagName)) return {}
        return element.parentElement?.tagName === "BODY" && !isInline(element) && !isEditable(element) ? {} : false
      },
    },
  ],

  renderHTML: ({ node }) => elementOf(node.attrs.html),

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const element = elementOf(node.attrs.html)
      const label = describe(element)
      const button = (text, title, act) => {
        const dom = crel("button", { type: "button", className: "kept__button", textContent: text, "aria-label": `${title}: ${label}` })
        dom.title = title
        dom.addEventListener("click", () => act(getPos()))
        return dom
      }
      const remove = (pos) => editor.view.dispatch(editor.state.tr.delete(pos, pos + node.nodeSize))
      const head = crel("div", { className: "kept__head" }, [
        crel("span", { className: "kept__label", textContent: label }),
        ...(editor.isEditable
          ? [
              button("↑", "Move up", (pos) => move(editor, pos, -1)),
              button("↓", "Move down", (pos) => move(editor, pos, 1)),
              button("×", "Take out", remove),
            ]
          : []),
      ])
      const kind = element.dataset.promo ? "promo" : element.dataset.photo ? "photo" : "block"
      const dom = crel("div", { className: `kept kept--${kind}` }, [head])
      if (element.tagName === "TABLE") dom.append(crel("div", { className: "kept__shown" }, [shownTable(element)]))
      else if (kind === "block") dom.append(crel("div", { className: "kept__shown", textContent: element.textContent }))
      return { dom, stopEvent: (event) => event.target.closest?.("button") !== null && !/^drag/.test(event.type), ignoreMutation: () => true }
    }
  },

  addMenuItems({ menu, buttons }) {
    for (const [name, title, kind] of [["promo", "Related story", "promo"], ["photo", "Photo", "photo"]]) {
      menu.defineItem({
        name,
        groups: "kept",
        button: buttons.text(`+ ${title}`, `Put in: ${title.toLowerCase()}`),
        command: (editor) => choose(editor, kind),
      })
    }
  },
})

const KeptInline = Mark.create({
  name: "keptInline",
  excludes: "",
  inclusive: false,
  addAttributes: () => ({
    tag: { default: "span", rendered: false, parseHTML: (element) => element.tagName.toLowerCase() },
    kept: {
      default: "{}",
      rendered: false,
      parseHTML: (element) =>
        JSON.stringify(Object.fromEntries(KEPT_ATTRIBUTES.filter((name) => element.hasAttribute(name)).map((name) => [name, element.getAttribute(name)]))),
    },
  }),
  parseHTML: () => [...KEPT_INLINE.map((tag) => ({ tag })), { tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ mark }) => [mark.attrs.tag, JSON.parse(mark.attrs.kept), 0],
})

const Languages = Extension.create({
  name: "languages",
  addGlobalAttributes() {
    const attribute = (name) => ({
      default: null,
      parseHTML: (element) => element.getAttribute(name),
      renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
    })
    return [
      {
        types: ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem"],
        attributes: { lang: attribute("lang"), dir: attribute("dir") },
      },
    ]
  },
})

/* Ask the desk for stories or photos by words or number, and put the chosen one in. */
const choose = (editor, kind) => {
  const isPromo = kind === "promo"
  const heading = isPromo ? "Put in a related story" : "Put in a photo"
  const input = crel("input", { type: "search", id: "kept-search", autocomplete: "off" })
  const list = crel("ul", { className: "kept-results" })
  const status = crel("p", { className: "kept-status", role: "status" })
  const close = crel("button", { type: "button", className: "button button--quiet", textContent: "Close" })
  const dialog = crel("dialog", { className: "kept-dialog", "aria-labelledby": "kept-heading" }, [
    crel("h2", { id: "kept-heading", textContent: heading }),
    crel("label", { htmlFor: "kept-search", textContent: isPromo ? "Words of the headline" : "Words of the caption or credit" }),
    input, status, list, close,
  ])
  const done = () => dialog.close()
  dialog.addEventListener("close", () => { dialog.remove(); editor.commands.focus() })
  close.addEventListener("click", done)
  const put = (id, text) => {
    labels[kind][id] = text
    const html = isPromo ? `<aside data-promo="${id}"></aside>` : `<figure data-photo="${id}"></figure>`
    const after = editor.state.selection.$to.depth ? editor.state.selection.$to.after(1) : editor.state.selection.to
    editor.chain().insertContentAt(after, { type: "keptBlock", attrs: { html } }).run()
    done()
  }
  let asked = 0
  const search = async () => {
    const mine = ++asked
    const [model, field] = isPromo ? ["frontslot", "article"] : ["article", "lead_photo"]
    const query = new URLSearchParams({ app_label: "articles", model_name: model, field_name: field, term: input.value })
    try {
      const response = await fetch(`${editor.options.element.closest("form").dataset.autocomplete ?? "/admin/autocomplete/"}?${query}`)
      if (!response.ok) throw new Error(response.status)
      const { results } = await response.json()
      if (mine !== asked) return
      list.replaceChildren(...results.slice(0, 12).map(({ id, text }) => {
        const button = crel("button", { type: "button", className: "kept-result", textContent: text })
        button.addEventListener("click", () => put(Number(id), text))
        return crel("li", {}, [button])
      }))
      status.textContent = results.length ? "" : "Nothing found. Try fewer words."
    } catch {
      status.textContent = "The search did not answer. Are you still logged in?"
    }
  }
  let timer
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 200) })
  document.body.append(dialog)
  dialog.showModal()
  search()
}

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return
  const told = JSON.parse(textarea.dataset.labels || "{}")
  for (const kind of Object.keys(labels)) Object.assign(labels[kind], told[kind])
  const asItCame = textarea.value
  textarea.value = prepared(asItCame)
  const editor = createTextareaEditor(textarea, [
    Document, Dropcursor, Gapcursor, Paragraph, HardBreak, Text, History, HTML, SpecialCharacters, Bold, Italic, Blockquote,
    BulletList, OrderedList.configure({ enableListAttributes: false }), ListItem, HorizontalRule,
    Heading.configure({ levels: [2, 3, 4] }),
    Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"] }),
    KeptInline, KeptBlock, Languages,
    Menu.configure({ groups: [{ group: "headings" }, { group: "marks" }, { group: "link" }, { group: "lists" },
      { group: "nodes -blockType -headings -lists" }, { group: "kept" }, { group: "history" }, { group: "utility" }] }),
  ])
  textarea.value = asItCame // until somebody types, the form sends the text as it came
  const describedBy = textarea.getAttribute("aria-describedby")
  editor.setOptions({
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-label": "Text of the story", spellcheck: "true",
        lang: textarea.lang || "", dir: textarea.dir || "auto", ...(describedBy ? { "aria-describedby": describedBy } : {}),
      },
    },
  })
  textarea.dispatchEvent(new CustomEvent("news-body:ready", { detail: { editor }, bubbles: true }))
}

initializeEditors(create, SELECTOR)
