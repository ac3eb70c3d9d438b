"""The accessibility checker that Chromium's own developer tools carry, so that nothing has to be fetched or shipped."""

from __future__ import annotations

import re
from typing import Any

from tests import needs

BUNDLE = "devtools://devtools/bundled/third_party/lighthouse/lighthouse-dt-bundle.js"
LITERAL = re.compile(r"`/\*! axe v(?:\\.|[^`\\])*`", re.DOTALL)  # its source stands in the bundle as one template literal
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A colour that is still on its way after a change of look arrives first.
RUN = """async rules => {
    document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish());
    const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false});
    return found.violations.map(({id, impact, nodes}) =>
        `${id} (${impact}) ×${nodes.length}: ${nodes[0].target.join(' ')}: ${nodes[0].failureSummary}`);
}"""


def source(chromium: Any) -> str:
    """The checker's script."""
    page = chromium.new_page()
    try:
        found = LITERAL.search(page.goto(BUNDLE).text())
        page.goto("about:blank")
        return str(page.evaluate(found[0])) if found else needs.missing("axe in this Chromium's developer tools")
    finally:
        page.close()


def complaints(page: Any, rules: list[str]) -> list[str]:
    """What the checker finds wrong with a page in which its script has run, and a page wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*page.evaluate(RUN, rules), *([f"{wide} px wider than the screen"] if wide > 1 else [])]
