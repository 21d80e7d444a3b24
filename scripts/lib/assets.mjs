import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { modules, root } from "./paths.mjs";

const publicFolder = join(root, "public");
const built = join(publicFolder, "built");
const addresses = join(root, "src", "views", "assets.generated.ts");

/**
 * Writes public/built, the scripts and the stylesheet of src/browser as browsers get them, and src/views/assets.generated.ts, the addresses
 * of all that browsers keep for ever: a changed file gets a changed address. It must run before the Worker is built.
 */
export function buildAssets() {
  const css = bundled("app.css");
  const apiCss = bundled("api.css");
  // One file, since a first visit has four requests (E7).
  const live = `${bundled("live.js")}${readFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), "utf8")}`;
  const upload = bundled("upload.js");
  const sheet = bundled("sheet.js");
  const pick = bundled("pick.js");
  const times = bundled("times.js");
  const passkey = bundled("passkey.js");
  const files = {
    [`app-${hashOf(css)}.css`]: css,
    [`api-${hashOf(apiCss)}.css`]: apiCss,
    [`live-${hashOf(live)}.js`]: live,
    [`upload-${hashOf(upload)}.js`]: upload,
    [`sheet-${hashOf(sheet)}.js`]: sheet,
    [`pick-${hashOf(pick)}.js`]: pick,
    [`times-${hashOf(times)}.js`]: times,
    [`passkey-${hashOf(passkey)}.js`]: passkey,
  };
  mkdirSync(built, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeChanged(join(built, name), text);
  for (const name of readdirSync(built)) if (!(name in files)) rmSync(join(built, name), { recursive: true });
  const [cssName, apiCssName, liveName, uploadName, sheetName, pickName, timesName, passkeyName] = Object.keys(files);
  writeChanged(
    addresses,
    `// Made by scripts/lib/assets.mjs before anything is served, tested, checked or deployed; not in Git.

export const stylesheet = "/built/${cssName}";

/** What the page of the API has besides. */
export const apiStylesheet = "/built/${apiCssName}";

/** htmx, and what polls do in a hidden tab; only on pages that change by themselves. */
export const liveScript = "/built/${liveName}";

/** What sends a file on a bad line; only on pages that ask for one. */
export const uploadScript = "/built/${uploadName}";

/** What makes a grid of the sheet, edited in place. */
export const sheetScript = "/built/${sheetName}";

/** What counts the rows of a list that are picked. */
export const pickScript = "/built/${pickName}";

/** What tells times in the zone of the person; on pages without another script of ours, each of which has it in it. */
export const timesScript = "/built/${timesName}";

/** What asks for a passkey; only on pages that take or make one. */
export const passkeyScript = "/built/${passkeyName}";
`,
  );
}

/** A script or stylesheet of ours with all that it imports, as small as it gets. @param {string} name */
function bundled(name) {
  // Only here: this file is read before anything is installed.
  /** @type {typeof import("esbuild")} */
  const { buildSync } = createRequire(import.meta.url)("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [join(root, "src", "browser", name)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** @param {string} text */
const hashOf = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Leaves the file alone where it is right already: a server that watches it need not build again. @param {string} path @param {string} text */
function writeChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}
