// The explorer as files, from a server that knows nothing but files and from a folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { browsing } from "./server.mjs";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const BELOW = "/some/folder/";

export async function exported() {
  const folder = join(mkdtempSync(join(tmpdir(), "site-")), "explorer");
  const [code] = await once(spawn(process.env.KG, ["export", "--site", folder], { stdio: "inherit" }), "exit");
  if (code) throw new Error(`kg export --site ended with ${code}`);
  return folder;
}

export async function openFiles(folder) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    try {
      if (!pathname.startsWith(BELOW)) throw new Error("not below");
      const content = readFileSync(join(folder, decodeURIComponent(pathname.slice(BELOW.length))));
      response.writeHead(200, { "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream" }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return browsing(`http://127.0.0.1:${server.address().port}${BELOW}`, () => server.close());
}

export function openFolder(folder) {
  return browsing(`file://${folder}/`, () => {});
}
