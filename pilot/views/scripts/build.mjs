// Bundles the sources into assets/, or into the folder that is given, with the licences of what is bundled beside them.
// The first line of a bundle names the digest of the sources that it was built from; a test holds it to them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

const ENTRIES = ["amending/amending", "compact_dial", "dial", "dots", "editor/editor", "envelopes", "label_png", "loader", "opacity_rows", "top", "two_views"];
const MADE_BY = ["build.mjs", "package-lock.json", "package.json"];
const folder = process.argv[2] ?? "assets";

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${path}/${entry.name}`) : [`${path}/${entry.name}`]);
}

function digest() {
  const hash = createHash("sha256");
  for (const name of [...MADE_BY, ...filesBelow("src")].sort()) hash.update(`${name}\0`).update(readFileSync(name)).update("\0");
  return hash.digest("hex");
}

function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const texts = [...packages].sort().map((name) => {
    const home = `node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${home}/package.json`, "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((title) => `${home}/${title}`).find(existsSync);
    if (!file) throw new Error(`${name} brings no licence text.`);
    return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
  });
  return `The bundles hold the following packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

const { metafile } = await build({
  entryPoints: ENTRIES.map((name) => ({ in: `src/${name}.js`, out: basename(name) })),
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".css": "text" },
  legalComments: "none",
  banner: { js: `// A script of Points Pilot; licences in LICENSES.txt; sources ${digest()}` },
  metafile: true,
});
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/LICENSES.txt`, licences(Object.keys(metafile.inputs)));
for (const [name, { bytes }] of Object.entries(metafile.outputs)) console.log(`${name}: ${bytes.toLocaleString("en")} bytes`);
