// Data that try to break out of the text: no page, no panel of the canvas and no answer of the editor runs a word of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, shoot, visit } from "./server.mjs";

const LABEL = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>"' javascript:alert(1) {{ 7*7 }}`;
const PAGES = [
  "/",
  "/relation/AZE-SRB",
  "/person/hostile",
  "/meeting/hostile",
  "/source/hostile",
  "/sources",
  "/questions/meetings?state=AZE",
  "/search?q=onerror",
  "/network?projection=all&select=person/hostile",
];

let folder;
let site;
before(async () => {
  folder = hostileWorkspace();
  execFileSync(process.env.KG, ["-C", folder, "-q", "build"]);
  site = await open(folder);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

for (const path of PAGES) {
  test(`a hostile label stays a text on ${path}`, async () => {
    const { page, troubles, leave } = await visit(site, path);
    const { title, images, shown } = await seen(page);
    await leave();
    assert.deepEqual(troubles, []);
    assert.notEqual(title, "broken");
    assert.equal(images, 0);
    assert.ok(shown, "the label is not shown");
  });
}

// The table of YASGUI parses what it shows as HTML on the way; the page's policy keeps that from running.
test("a hostile label stays a text where the editor shows an answer", async () => {
  const query = encodeURIComponent("SELECT ?label { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER CONTAINS(?label, 'onerror') }");
  const { page, leave } = await visit(site, `/editor?query=${query}`);
  await page.locator(".tabPanel.active .yasqe_queryButton").click();
  await page.locator(".yasr_results td", { hasText: "onerror" }).first().waitFor();
  await shoot(page, "editor-hostile");
  const { title, images } = await seen(page);
  await leave();
  assert.notEqual(title, "broken");
  assert.equal(images, 0);
});

function seen(page) {
  return page.evaluate(() => ({
    title: document.title,
    images: document.querySelectorAll("img[src='x']").length,
    shown: document.body.innerText.includes("onerror"),
  }));
}

function hostileWorkspace() {
  const root = mkdtempSync(join(tmpdir(), "hostile-"));
  const label = `'${LABEL.replaceAll("'", "''")}'`;
  for (const name of ["documents", "facts"]) mkdirSync(join(root, "data", name), { recursive: true });
  writeFileSync(join(root, "data", "documents", "hostile.md"), `---\ntitle: ${label}\nissued: 2021-10-12\n---\n\n${LABEL}\n`);
  writeFileSync(
    join(root, "data", "facts", "meetings.yaml"),
    `- id: person/hostile
  type: Person
  label: ${label}
  ofState: AZE
- id: meeting/hostile
  type: Meeting
  label: ${label}
  participant: [person/hostile, state/SRB]
  date: 2021-10-11
  evidence:
  - source: hostile
    quote: ${label}
`,
  );
  return root;
}
