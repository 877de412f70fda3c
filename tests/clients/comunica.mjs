// Ask the endpoint through Comunica, which reads its service description: node comunica.mjs URL
import { strict as assert } from "node:assert";
import { QueryEngine } from "@comunica/query-sparql";

const url = process.argv[2];
const engine = new QueryEngine();
const label = "<http://www.w3.org/2000/01/rdf-schema#label>";
const endpoint = { sources: [{ type: "sparql", value: `${url}sparql` }] };

const rows = await (await engine.queryBindings(`SELECT ?label { <https://w3id.org/irel/id/state/AZE> ${label} ?label }`, endpoint)).toArray();
assert.deepEqual(rows.map((row) => row.get("label").value), ["Azerbaijan"]);

// A join that Comunica itself takes apart and puts together again.
const joined = `PREFIX : <https://w3id.org/irel/ont#> SELECT DISTINCT ?label { ?agreement a :Agreement ; :party <https://w3id.org/irel/id/state/SRB> ; ${label} ?label } ORDER BY ?label`;
const agreements = await (await engine.queryBindings(joined, endpoint)).toArray();
assert.ok(agreements.length > 3, `${agreements.length} agreements`);

assert.equal(await engine.queryBoolean(`ASK { ?thing ${label} "Serbia"@en }`, endpoint), true);

const quads = await (await engine.queryQuads(`CONSTRUCT { ?s ${label} ?label } WHERE { ?s a <https://w3id.org/irel/ont#Agreement> ; ${label} ?label }`, endpoint)).toArray();
assert.ok(quads.length >= agreements.length);

// The same questions of linked data alone: documents, found by their addresses.
const linked = await (await engine.queryBindings(`SELECT ?label { <https://w3id.org/irel/id/state/AZE> ${label} ?label }`, { sources: [`${url}state/AZE`] })).toArray();
assert.deepEqual(linked.map((row) => row.get("label").value), ["Azerbaijan"]);
console.log("Comunica: 5 of 5 queries answered");
process.exit(0);
