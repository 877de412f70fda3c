// Bundles the scripts and styles of the pages into the folder that is given, with the licences of what they hold.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2]);

await build({
  absWorkingDir: here,
  entryPoints: ["network.js", "search.js", "editor.js"],
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "LICENSES.txt"), licences());

// Packages that come bundled already do not tell what they hold: all that npm installs for them is listed.
function licences() {
  const { packages } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const shipped = Object.entries(packages).filter(([path, entry]) => path && !entry.dev && !path.includes("/@types/"));
  const head = "Third-party software in the scripts and styles of this folder.\n";
  return [head, ...shipped.map(([path, entry]) => licence(path, entry))].join(`\n${"-".repeat(100)}\n`);
}

function licence(path, { version }) {
  const about = JSON.parse(readFileSync(join(here, path, "package.json"), "utf8"));
  const files = readdirSync(join(here, path)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  const texts = files.map((name) => readFileSync(join(here, path, name), "utf8").replaceAll("\r\n", "\n").trim());
  const terms = about.license?.type ?? about.license ?? about.licenses?.map((one) => one.type).join(" or ") ?? "see text";
  return `${about.name} ${version} (${terms})\n\n${texts.join("\n\n")}\n`;
}
