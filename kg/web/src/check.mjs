// Bundles anew and tells which of the files that are kept differ.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, "../static/dist");
const made = mkdtempSync(join(tmpdir(), "dist-"));
try {
  execFileSync(process.execPath, [join(here, "build.mjs"), made], { stdio: "inherit" });
  const names = new Set([...readdirSync(kept), ...readdirSync(made)]);
  const stale = [...names].filter((name) => read(kept, name) !== read(made, name));
  if (stale.length) {
    console.error(`kg/web/static/dist: not what kg/web/src makes: ${stale.join(", ")}; run \`make web\``);
    process.exitCode = 1;
  }
} finally {
  rmSync(made, { recursive: true });
}

function read(folder, name) {
  try {
    return readFileSync(join(folder, name), "latin1");
  } catch {
    return undefined;
  }
}
