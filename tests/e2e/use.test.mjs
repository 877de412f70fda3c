// What people do on the other pages: search, open evidence, fill in a form, ask the editor, download.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, shoot, visit } from "./server.mjs";

let site;
before(async () => (site = await open()));
after(() => site.close());

test('search finds "Vučić" by "vucic", from the key "/" on', async () => {
  const { page, leave } = await visit(site, "/");
  await page.keyboard.press("/");
  await page.keyboard.type("vucic");
  await Promise.all([page.waitForURL(/search/), page.keyboard.press("Enter")]);
  assert.match(await page.locator("main").textContent(), /Vučić|Vucic/);
  await leave();
});

test("evidence opens in place, with the words marked", async () => {
  const { page, leave } = await visit(site, "/relation/AZE-SRB");
  const evidence = page.locator("details.evidence").first();
  await evidence.locator("summary").click();
  assert.ok(await evidence.locator("mark").first().isVisible());
  await evidence.scrollIntoViewIfNeeded();
  await shoot(page, "relation-evidence");
  await leave();
});

test("a node in the picture of a relation leads to its page", async () => {
  const { page, troubles, leave } = await visit(site, "/relation/AZE-SRB");
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await page.frameLocator("iframe").getByText("Jeyhun Bayramov", { exact: true }).click();
  await page.waitForURL(/\/person\/jeyhun-bayramov$/);
  assert.deepEqual(troubles, []);
  await leave();
});

test("the form of a question answers", async () => {
  const { page, leave } = await visit(site, "/questions/agreements");
  await Promise.all([page.waitForLoadState("load"), page.locator("main form button").first().click()]);
  assert.ok((await page.locator("main table tbody tr").count()) > 0);
  await leave();
});

test("the editor answers a question, and shows a text as a text", async () => {
  const { page, troubles, leave } = await visit(site, "/editor?query=SELECT (%22<img src=x onerror=PWNED=1>%22 AS ?text) {}");
  await page.locator(".tabPanel.active .yasqe_queryButton").click();
  await page.locator(".tabPanel.active .yasr table.dataTable tbody tr").first().waitFor();
  await shoot(page, "editor-answer");
  assert.match(await page.locator(".tabPanel.active .yasr table.dataTable").first().textContent(), /<img src=x/);
  assert.equal(await page.evaluate(() => window.PWNED), undefined);
  // DOMPurify reads the text in a document that runs nothing, and Chromium tells of the handler in it.
  assert.deepEqual(troubles.filter((trouble) => !trouble.startsWith("Executing inline event handler")), []);
  await leave();
});

test("the editor loads an example", async () => {
  const { page, leave } = await visit(site, "/editor");
  await page.locator("#question").selectOption("trade");
  await page.locator(".tabPanel.active .yasqe_queryButton").click();
  await page.locator(".tabPanel.active .yasr table.dataTable tbody tr").first().waitFor();
  await leave();
});

for (const path of ["/relation/AZE-SRB", "/network", "/state/AZE", "/disagreements", "/questions/agreements?state=AZE"]) {
  test(`the downloads of ${path} parse`, async () => {
    const { page, leave } = await visit(site, path);
    const links = await page.locator("main .downloads a").evaluateAll((all) => all.map((one) => one.href));
    assert.ok(links.length > 0, "there are downloads");
    for (const link of links) {
      const answer = await page.request.get(link);
      assert.equal(answer.status(), 200, link);
      assert.ok(isWhole(answer.headers()["content-type"], await answer.body()), `${link} does not parse`);
    }
    await leave();
  });
}

const LOOKS = {
  json: (body) => JSON.parse(body) !== undefined,
  xml: (body) => /^<(\?xml|\w)/.test(body) && /<\/[\w:]+>\s*$/.test(body),
  png: (body) => body.subarray(1, 4).toString() === "PNG",
  openxmlformats: (body) => body.subarray(0, 2).toString() === "PK",
};

function isWhole(type, body) {
  const names = ["openxmlformats", "json", "xml", "png"].filter((name) => type.includes(name));
  return names.length ? LOOKS[names[0]](body) : body.length > 0;
}
