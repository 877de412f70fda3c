// The explorer as files: from a server that only hands out files, below a path, and from a folder without any server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { exported, openFiles, openFolder } from "./files.mjs";
import { axe, shoot, visit } from "./server.mjs";

const PAGES = ["index", "relation", "relation/AZE-SRB", "state/AZE", "network", "network-all", "disagreements", "source/brief-2021-10-12", "questions/agreements", "search", "search-People", "ontology", "404"];
const PLACES = { "a server of files": openFiles, "a folder": openFolder };
const sites = new Map();
before(async () => {
  const folder = await exported();
  for (const [place, open] of Object.entries(PLACES)) sites.set(place, await open(folder));
});
after(() => Promise.all([...sites.values()].map((site) => site.close())));

for (const name of PAGES) {
  test(`${name} opens without trouble`, async () => {
    const { page, troubles, leave } = await visit(sites.get("a server of files"), `${name}.html`);
    await shoot(page, `site-${name.replaceAll("/", "-")}`);
    const violations = await axe(page);
    await leave();
    assert.deepEqual(troubles, []);
    assert.deepEqual(violations, []);
  });
}

for (const place of Object.keys(PLACES)) {
  test(`search finds "Vučić" by "vucic" in ${place}, and leads to the page`, async () => {
    const { page, troubles, leave } = await visit(sites.get(place), "state/AZE.html");
    await page.keyboard.press("/");
    await page.keyboard.type("vucic");
    await Promise.all([page.waitForURL(/search\.html\?q=vucic/), page.keyboard.press("Enter")]);
    await page.locator("main .list a", { hasText: /Vučić|Vucic/ }).first().click();
    await page.waitForURL(/person\/aleksandar-vucic\.html/);
    assert.match(await page.locator("h1").textContent(), /Vučić|Vucic/);
    assert.deepEqual(troubles, []);
    await leave();
  });

  test(`the canvas draws in ${place}, filters, and tells the evidence of a line`, async () => {
    const { page, troubles, leave } = await visit(sites.get(place), "network-all.html?around=state/AZE&select=state/AZE&select=agreement/AZE-SRB.visa-abolition");
    assert.equal(await page.getByLabel("Around one thing").inputValue(), "state/AZE");
    await page.locator(".panel blockquote mark").first().waitFor();
    const [near] = await status(page);
    await page.getByRole("link", { name: "Reset" }).click();
    await page.locator("[data-ready]").waitFor();
    const [all] = await status(page);
    assert.ok(near > 1 && near < all, `${near}, ${all}`);
    await page.getByRole("link", { name: "people", exact: true }).click();
    await page.locator("[data-ready]").waitFor();
    assert.match(page.url(), /network-people\.html/);
    assert.deepEqual(troubles, []);
    await leave();
  });

  test(`a node in the picture of a relation leads to its page in ${place}`, async () => {
    const { page, troubles, leave } = await visit(sites.get(place), "relation/AZE-SRB.html");
    await page.locator("iframe").scrollIntoViewIfNeeded();
    await page.frameLocator("iframe").getByText("Jeyhun Bayramov", { exact: true }).click();
    await page.waitForURL(/person\/jeyhun-bayramov\.html$/);
    assert.deepEqual(troubles, []);
    await leave();
  });

  test(`evidence opens in ${place}`, async () => {
    const { page, troubles, leave } = await visit(sites.get(place), "relation/AZE-SRB.html");
    const evidence = page.locator("details.evidence").first();
    await evidence.locator("summary").click();
    assert.ok(await evidence.locator("mark").first().isVisible());
    await evidence.locator("footer a").click();
    await page.waitForURL(/source\/.*\.html#char=/);
    assert.deepEqual(troubles, []);
    await leave();
  });
}

test("a name that nothing bears is not found, and a name is a text", async () => {
  const { page, leave } = await visit(sites.get("a server of files"), "search.html?q=<img src=x onerror=PWNED=1>");
  await page.locator('[role="status"]', { hasText: "0 found" }).waitFor();
  assert.equal(await page.evaluate(() => window.PWNED), undefined);
  await leave();
});

async function status(page) {
  const text = await page.locator('main [role="status"]').textContent();
  return text.match(/\d+/g).map(Number);
}
