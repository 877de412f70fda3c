// The page of the editor: YASGUI over this server's endpoint, knowing the terms and prefixes of this graph only.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";

const box = document.querySelector('[data-hook="editor"]');
const { terms, prefixes, questions, chosen, text } = JSON.parse(document.getElementById("known").textContent);

// YASGUI's own completions ask servers elsewhere.
const completing = { persistenceId: null, bulk: true };
Yasgui.Yasqe.forkAutocompleter("class", { ...completing, name: "our-class", get: () => terms.class }, false);
Yasgui.Yasqe.forkAutocompleter("property", { ...completing, name: "our-property", get: () => terms.property }, false);
const prefixLines = Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`).sort();
Yasgui.Yasqe.forkAutocompleter("prefixes", { ...completing, name: "our-prefixes", get: () => prefixLines }, false);

const yasgui = new Yasgui(box, {
  autofocus: false,
  copyEndpointOnNewTab: true,
  persistenceId: "communique",
  populateFromUrl: false, // a link must not run a query
  endpointCatalogueOptions: { getData: () => [] },
  requestConfig: { endpoint: new URL("/sparql", location.href).href, method: "POST" },
  yasqe: {
    value: questions[0]?.text,
    autocompleters: ["variables", "our-class", "our-property", "our-prefixes"],
    createShareableLink: (yasqe) => `${location.origin}/editor?query=${encodeURIComponent(yasqe.getValue())}`,
  },
  yasr: { prefixes, persistenceId: null },
});

const asked = text || questions.find(({ name }) => name === chosen)?.text;
if (asked) load(asked, chosen || "Query");
document.getElementById("question").addEventListener("change", ({ target }) => {
  const question = questions.find(({ name }) => name === target.value);
  if (question) load(question.text, question.name);
});
new MutationObserver(nameParts).observe(box, { childList: true, subtree: true });
nameParts();
box.dataset.ready = "true";

function load(query, name) {
  yasgui.addTab(true, { name, yasqe: { value: query } }, { avoidDuplicateTabs: true });
}

// What axe misses in YASGUI: names of fields, a stop for the keyboard where text scrolls, a role among the tabs.
function nameParts() {
  const missing = [
    [".CodeMirror textarea", "aria-label", "Query"],
    [".CodeMirror-scroll", "tabindex", "0"],
    [".addTab", "role", "tab"],
    [".tableFilter", "aria-label", "Filter the answer"],
    [".tableSizer", "aria-label", "Rows on a page"],
  ];
  for (const [selector, name, value] of missing) {
    for (const part of box.querySelectorAll(selector)) if (part.getAttribute(name) !== value) part.setAttribute(name, value);
  }
}
