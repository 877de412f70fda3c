// A server over the workspace, and a browser that reports what goes wrong on its pages.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
// WebGL in software: test machines have no graphics card.
const FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

export async function open(workspace = ".") {
  const server = spawn(process.env.KG, ["-C", workspace, "serve", "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const address = await announced(server);
  return browsing(address, () => server.kill("SIGTERM"));
}

export async function browsing(address, stop) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const close = async () => {
    await browser.close();
    stop();
  };
  return { address, browser, close };
}

// A page with the troubles it met: messages of error and requests to elsewhere.
export async function visit({ address, browser }, path, { scheme = "light", width = 1400, height = 950 } = {}) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, baseURL: address });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => isOurs(request.url(), address) || troubles.push(`asks ${request.url()}`));
  await page.goto(path, { waitUntil: "load" });
  if (await page.locator('[data-hook="network"], div[data-hook="editor"]').count()) {
    await page.locator("[data-ready]").first().waitFor({ state: "attached", timeout: 30_000 });
  }
  return { page, troubles, leave: () => context.close() };
}

// A script tag would break the page's policy; what a test evaluates does not.
export async function axe(page) {
  await page.evaluate(readFileSync(AXE, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

export async function shoot(page, name) {
  const folder = process.env.SHOTS;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

function isOurs(url, address) {
  return url.startsWith(address) || url.startsWith("data:") || url.startsWith("blob:");
}

// The pipe is read to the end, for a server that nobody hears any more stops.
function announced(server) {
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address) resolve(address.replace(/\/$/, ""));
      else console.error(line);
    });
    server.once("exit", () => reject(new Error("kg serve ended before it announced its address")));
  });
}
