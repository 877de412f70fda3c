// The canvas of the network: clicks lead to facts, the form filters, paths are found, the address keeps the view.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, shoot, visit } from "./server.mjs";

const ALL = "/network?projection=all";
let site;
before(async () => (site = await open()));
after(() => site.close());

test("a click on a thing tells what is joined to it, and a click there the facts with their evidence", async () => {
  const { page, leave } = await visit(site, ALL);
  await page.locator(".canvas").scrollIntoViewIfNeeded();
  const { x, y } = await placeOf(page, "state/AZE");
  await page.mouse.click(x, y);
  await page.locator(".panel h2", { hasText: "Azerbaijan" }).waitFor();
  await page.locator(".panel .list button", { hasText: "mutual abolition of visas" }).first().click();
  await page.locator(".panel blockquote mark").first().waitFor();
  await shoot(page, "network-click");
  assert.match(new URL(page.url()).search, /select=/);
  await leave();
});

test("a click on a line tells the facts behind it", async () => {
  const { page, leave } = await visit(site, "/network?projection=states");
  await page.locator(".canvas").scrollIntoViewIfNeeded();
  const [one, other] = [await placeOf(page, "state/AZE"), await placeOf(page, "state/SRB")];
  await page.mouse.click((one.x + other.x) / 2, (one.y + other.y) / 2);
  await page.locator(".panel blockquote mark").first().waitFor();
  assert.ok((await page.locator(".panel article").count()) > 1);
  await leave();
});

test("kinds, relations and years filter the canvas and the table, and the address keeps them", async () => {
  const { page, leave } = await visit(site, ALL);
  const whole = await lines(page);
  await page.locator(".legend").getByRole("checkbox", { name: "Agreement", exact: true }).check();
  await page.locator(".legend").getByRole("checkbox", { name: "State", exact: true }).check();
  const fewer = await lines(page);
  await page.getByLabel("First year").fill("2021");
  const fewest = await lines(page);
  assert.ok(fewest > 0 && fewest < fewer && fewer < whole, `${whole}, ${fewer}, ${fewest}`);
  assert.equal(await page.locator(".body tbody tr").count(), fewest);
  await shoot(page, "network-filtered");
  await page.reload();
  await page.locator("[data-ready]").waitFor();
  assert.equal(await lines(page), fewest);
  await leave();
});

test("a thing is found by its name without its marks, by keyboard alone, and a path leads on from it", async () => {
  const { page, leave } = await visit(site, ALL);
  await page.locator("#find").focus();
  await page.keyboard.type("vucic");
  await page.keyboard.press("Enter");
  await page.locator(".panel h2", { hasText: "Vučić" }).or(page.locator(".panel h2", { hasText: "Vucic" })).waitFor();
  await page.getByRole("button", { name: "Path to" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#find").fill("azvirt");
  await page.keyboard.press("Enter");
  await page.locator(".panel", { hasText: "The shortest path has" }).waitFor();
  await shoot(page, "network-path");
  assert.match(page.url(), /goal=/);
  await leave();
});

test("the view is saved as a picture", async () => {
  const { page, troubles, leave } = await visit(site, ALL);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "PNG of this view" }).click()]);
  const { readFileSync } = await import("node:fs");
  const content = readFileSync(await file.path());
  assert.equal(content.subarray(1, 4).toString(), "PNG");
  assert.ok(content.length > 20_000, "something is drawn");
  assert.deepEqual(troubles, []);
  await leave();
});

test("ten thousand nodes are drawn, and filtered, in seconds", async () => {
  const { page, leave } = await visit(site, "/");
  await page.route("**/network/canvas.json*", (route) => route.fulfill({ json: large(10_000, 19_000) }));
  const start = Date.now();
  await page.goto(ALL);
  await page.locator("[data-ready]").waitFor();
  const drawn = Date.now() - start;
  await shoot(page, "network-10000");
  const filtering = Date.now();
  await page.locator(".legend").getByLabel("large").check();
  await page.locator('main [role="status"]', { hasText: /^60 nodes/ }).waitFor();
  console.log(`10,000 nodes: ${drawn} ms to draw, ${Date.now() - filtering} ms to filter`);
  assert.ok(drawn < 20_000);
  await leave();
});

async function lines(page) {
  const status = await page.locator('main [role="status"]').textContent();
  return Number(/(\d+) lines/.exec(status)[1]);
}

function placeOf(page, id) {
  return page.evaluate((id) => document.querySelector('[data-hook="network"]').placeOf(id), id);
}

// Any positions serve to measure drawing.
function large(count, lines) {
  const random = seeded(7);
  const kinds = [["small", "#2f6fb0", "#86bdf0"], ["large", "#17324d", "#748494"]];
  const spot = () => (random() + random() + random() - 1.5) * 1000;
  const nodes = Array.from({ length: count }, (_, number) => [`/thing/${number}`, `Thing ${number}`, Number(number < 60), number < 60 ? 2 : 1, spot(), spot()]);
  const end = () => Math.floor(random() * (random() < 0.5 ? 60 : count));
  const edges = Array.from({ length: lines }, (_, number) => [end(), end(), `/fact/${number}`, "joins", `Fact ${number}`, `20${10 + (number % 12)}`, 1, false]);
  const columns = { kinds: ["label", "day", "night"], nodes: ["href", "label", "kind", "size", "x", "y"], edges: ["source", "target", "href", "relation", "label", "date", "sources", "disputed"] };
  return { columns, kinds, nodes, edges };
}

function seeded(state) {
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
