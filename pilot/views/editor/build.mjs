// Bundles the editor's sources into assets/editor.js, with the licences of what is bundled beside it.
// The first line of the bundle tells from which sources it was built; a test holds it to them.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const SOURCES = ["build.mjs", "package-lock.json", "package.json", ...readdirSync("src").map((name) => `src/${name}`)];

function fingerprint() {
  const hash = createHash("sha256");
  for (const name of SOURCES.sort()) hash.update(`${name}\0`).update(readFileSync(name)).update("\0");
  return hash.digest("hex");
}

function licences(inputs) {
  const packages = new Set();
  for (const input of Object.keys(inputs)) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const said = [...packages].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((each) => `${folder}/${each}`).find(existsSync);
    if (!file) throw new Error(`${name} brings no licence text.`);
    return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
  });
  return `The file editor.js holds the following packages.\n\n${said.join(`\n${"-".repeat(80)}\n\n`)}`;
}

const done = await build({
  entryPoints: ["src/editor.js"],
  outfile: "assets/editor.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".css": "text" },
  legalComments: "none",
  banner: { js: `// The text editor of Points Pilot; licences in LICENSES.txt; sources ${fingerprint()}` },
  metafile: true,
});
writeFileSync("assets/LICENSES.txt", licences(done.metafile.inputs));
for (const [name, { bytes }] of Object.entries(done.metafile.outputs)) console.log(`${name}: ${bytes.toLocaleString("en")} bytes`);
