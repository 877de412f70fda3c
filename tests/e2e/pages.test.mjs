// Every page opens in both colour schemes and on a phone, says no error, asks no other host, and passes axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, open, shoot, visit } from "./server.mjs";

// One line a page: what it is, and where.
const PAGES = {
  overview: "/",
  relations: "/relation",
  relation: "/relation/AZE-SRB",
  "relation-picture": "/relation/AZE-SRB/picture",
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
