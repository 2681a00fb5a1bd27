// Bundles the front end: every file in entries/ becomes one file in the pages' static folder, named by
// its content, with a manifest that says which. Nothing is fetched while the pages are used.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = import.meta.dirname;
const dist = process.argv[2] ?? join(here, "../src/najda/web/static/dist");

// Served as they are: icons are named one by one, and a worker cannot be part of a bundle under a strict
// content security policy.
const AS_THEY_ARE = {
  "icons.svg": "style/icons.svg",
  "mark.svg": "style/mark.svg",
  "map-worker.js": "node_modules/maplibre-gl/dist/maplibre-gl-csp-worker.js",
};
const COMPRESSIBLE = new Set([".js", ".css", ".svg", ".json"]);

const entries = readdirSync(join(here, "entries")).map((name) => join(here, "entries", name));
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true, // the map library is fetched by the pages that draw one, when they do
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  loader: { ".woff2": "file", ".svg": "file", ".png": "dataurl", ".json": "json" },
  metafile: true,
  logLevel: "warning",
}).catch(() => process.exit(1)); // esbuild has said what is wrong, and where

const manifest = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (output.entryPoint?.startsWith("entries/")) {
    manifest[basename(output.entryPoint)] = basename(path);
  } else if (extname(path) === ".woff2") {
    manifest[basename(Object.keys(output.inputs)[0])] = basename(path);
  }
}
for (const [name, path] of Object.entries(AS_THEY_ARE)) {
  const content = readFileSync(join(here, path));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  manifest[name] = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(dist, manifest[name]), content);
}
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

for (const name of readdirSync(dist)) {
  if (!COMPRESSIBLE.has(extname(name)) || name === "manifest.json") continue;
  const content = readFileSync(join(dist, name));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(content, quality));
}
