// Every page opens in both colour schemes and on a phone, says no error, asks no other host, and passes axe.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { open, shoot, visit } from "./server.mjs";

// One line a page: what it is, and where.
const PAGES = {
  overview: "/",
  relations: "/relation",
  relation: "/relation/AZE-SRB",
  state: "/state/AZE",
  agreement: "/agreement/AZE-SRB.visa-abolition",
  network: "/network",
  "network-all": "/network?projection=all",
  "network-selected": "/network?projection=all&select=state/AZE&select=agreement/AZE-SRB.visa-abolition",
  disagreements: "/disagreements",
  sources: "/sources",
  source: "/source/brief-2021-10-12",
  questions: "/questions",
  question: "/questions/agreements?state=AZE",
  query: "/query",
  editor: "/editor?question=agreements",
  search: "/search?q=vucic",
  ontology: "/ontology",
};
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const LOOKS = [
  { look: "light", scheme: "light" },
  { look: "dark", scheme: "dark" },
  { look: "phone", scheme: "light", width: 360, height: 740 },
];

let site;
before(async () => (site = await open()));
after(() => site.close());

for (const [name, path] of Object.entries(PAGES)) {
  for (const { look, ...screen } of LOOKS) {
    test(`${name} opens without trouble, ${look}`, async () => {
      const { page, troubles, leave } = await visit(site, path, screen);
      await shoot(page, `${name}-${look}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const violations = await axe(page);
      await leave();
      assert.deepEqual(troubles, []);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      assert.deepEqual(violations, []);
    });
  }
}

// A script tag would break the page's policy; what a test evaluates does not.
async function axe(page) {
  const { readFileSync } = await import("node:fs");
  await page.evaluate(readFileSync(AXE, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
