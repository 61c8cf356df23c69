/** A headless Chromium for tests, pictures and measurements: out of a package, or the one that is named. */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium as playwright } from "playwright-core";

/** The exit code that says: no browser here. */
export const NO_BROWSER = 3;

const CACHE = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
const VERSION = createRequire(import.meta.url)("../package.json").devDependencies["@sparticuz/chromium"];

// The package's own list of arguments switches off the web's security, which journeys are there to see at work.
const ARGS = ["--no-sandbox", "--no-zygote", "--ignore-gpu-blocklist", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--font-render-hinting=none"];

/** Unpacked beside the package, under a name of its version, and only ever found there whole. */
async function unpacked() {
  const folder = `${CACHE}chromium-${VERSION}`;
  if (!existsSync(folder)) {
    const staging = `${folder}.${process.pid}`;
    mkdirSync(staging, { recursive: true });
    const before = process.env.TMPDIR;
    process.env.TMPDIR = staging; // where the package unpacks to
    try {
      const { default: packed } = await import("@sparticuz/chromium");
      await packed.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    try {
      renameSync(staging, folder);
    } catch (error) {
      rmSync(staging, { recursive: true });
      if (!existsSync(folder)) throw error; // else another process was first
    }
  }
  return folder;
}

/** The packaged Chromium where it runs, with fonts where the machine has none; else Playwright's own. */
async function chosen() {
  if (process.env.CLEW_CHROMIUM) return { executablePath: process.env.CLEW_CHROMIUM };
  if (process.platform !== "linux" || process.arch !== "x64") return {};
  const folder = await unpacked();
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: `${folder}/fonts` };
  return { executablePath: `${folder}/chromium`, env: { ...process.env, ...fonts } };
}

const CRASH = /signal=SIG|SIGSEGV|SIGTRAP|SIGBUS|SIGABRT/;

/** A browser. Where there is none to start, the process ends with NO_BROWSER. */
export async function launch() {
  // Without a sandbox a headless Chromium now and then dies at birth: then it is started again, twice.
  for (let tries = 3; ; tries--) {
    try {
      return await playwright.launch({ ...(await chosen()), args: ARGS });
    } catch (error) {
      if (CRASH.test(error.message)) {
        if (tries > 1) continue;
        throw error;
      }
      console.error(`no browser: ${error.message.split("\n").slice(0, 4).join(" ")}`);
      process.exit(NO_BROWSER);
    }
  }
}
