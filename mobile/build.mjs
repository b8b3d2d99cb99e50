/**
 * Builds the page: `node build.mjs [folder]`, into dist/ where no folder is named.
 *
 * All but a few files carry a hash of their content in the name, so that they may be kept for ever.
 * Whatever is too large for one answer of AWS Lambda is cut into parts, which the page joins. Equal
 * sources give equal bytes. PETSIGHT_ENDPOINT=https://... builds a page for an endpoint elsewhere,
 * PETSIGHT_MODEL=file one that answers by another model.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = process.argv[2] ?? join(HERE, "dist");
const RUNTIME = join(HERE, "node_modules/@litertjs/core/wasm/litert_wasm_compat_internal");
const MODEL = process.env.PETSIGHT_MODEL || join(HERE, "../assets/models/petsight-edge.tflite");
const ICON = join(HERE, "../assets/icons/petsight.svg");

/** Bytes of the largest file: in base64, what one answer of Lambda can carry. */
const LARGEST = 4_000_000;
/** Above this many bytes, more effort of a compressor is not worth its time. */
const LARGE = 1_000_000;

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
  ".bin": "application/octet-stream",
};

/** What files.json says of each file. */
const listed = [];
/** Every file's path and content; nothing is written before all of them are there. */
const contents = new Map();

try {
  await main();
} catch (error) {
  console.error(`build.mjs: ${error.message}`);
  process.exitCode = 1;
}

async function main() {
  checkTarget();
  const endpoint = endpointOf(process.env.PETSIGHT_ENDPOINT ?? "");
  const icons = addIcons();
  const assets = await addEngine();
  const names = {
    ...icons,
    "page.css": addHashed("page.css", await bundle("src/page/page.css")),
    "page.js": addHashed(
      "page.js",
      await bundle("src/page/main.ts", { ASSETS: assets, ENDPOINT: endpoint }, "esm"),
    ),
  };
  const policy = policyFor(endpoint);
  add("manifest.webmanifest", filled("public/manifest.webmanifest", names), "none");
  add("index.html", filled("public/index.html", { ...names, POLICY: policy }), "none");
  await addServiceWorker();
  const connect = endpoint === "" ? [] : [new URL(endpoint).origin];
  const document = { schema: 1, connect, files: listed };
  contents.set("files.json", Buffer.from(`${JSON.stringify(document, null, 1)}\n`));
  writeAll();
}

/** Refuse a folder that holds anything but an earlier build: all that lies there is deleted. */
function checkTarget() {
  const names = existsSync(TARGET) ? readdirSync(TARGET) : [];
  if (names.length > 0 && !names.includes("files.json")) {
    throw new Error(`${TARGET} holds something else than an earlier build; it is left as it is`);
  }
}

/** Check an endpoint's address as the command line does; it ends in a slash afterwards. */
function endpointOf(text) {
  if (text === "") {
    return "";
  }
  const { protocol, hostname, username, search, hash } = new URL(text);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (!(protocol === "https:" || (protocol === "http:" && loopback)) || username || search || hash) {
    throw new Error("PETSIGHT_ENDPOINT must be an https:// address without name, query and fragment");
  }
  return `${text.replace(/\/+$/, "")}/`;
}

/** The policy for servers that send none; what only a header can say is the service's. */
function policyFor(endpoint) {
  const connect = endpoint === "" ? "'self'" : `'self' ${new URL(endpoint).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    `connect-src ${connect}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function addIcons() {
  const names = { "icons/petsight.svg": addHashed("icons/petsight.svg", readFileSync(ICON)) };
  for (const name of ["icons/192.png", "icons/512.png", "icons/maskable.png", "icons/touch.png"]) {
    names[name] = addHashed(name, readFileSync(join(HERE, "public", name)));
  }
  return names;
}

/** Add workers, runtime and model, and return what src/page/assets.ts wants to know of them. */
async function addEngine() {
  const [wasm, model] = [readFileSync(`${RUNTIME}.wasm`), readFileSync(MODEL)];
  return {
    worker: addHashed("worker.js", await bundle("src/engine/worker.ts")),
    loader: addHashed("runtime.js", readFileSync(`${RUNTIME}.js`)),
    wasm: addParts("runtime", wasm),
    model: addParts("model", model),
    bytes: wasm.length + model.length,
  };
}

/** Bundle the service worker last: it knows the hash of every other file. */
async function addServiceWorker() {
  const files = listed.map(({ path, sha256, cache }) => ({
    path,
    integrity: `sha256-${Buffer.from(sha256, "hex").toString("base64")}`,
    immutable: cache === "immutable",
  }));
  const BUILD = hashOf(Buffer.from(JSON.stringify(files))).slice(0, 16);
  add("sw.js", await bundle("src/service-worker/sw.ts", { BUILD, FILES: files }), "none");
}

/** Pack a source and all that it imports into one file. */
async function bundle(source, constants_ = {}, format = "iife") {
  const define = Object.entries(constants_).map(([name, value]) => [name, JSON.stringify(value)]);
  const { outputFiles } = await build({
    entryPoints: [join(HERE, source)],
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    write: false,
    format,
    target: "es2022",
    define: Object.fromEntries(define),
    legalComments: "none",
    logLevel: "warning",
  });
  return Buffer.from(outputFiles[0].contents);
}

/** Read a file of public/ and put values where it has %names%. */
function filled(path, values) {
  const text = readFileSync(join(HERE, path), "utf8").replace(/%([\w./]+)%/g, (_, name) => {
    if (!(name in values)) {
      throw new Error(`${path} names ${name}, which there is not`);
    }
    return values[name];
  });
  return Buffer.from(text);
}

function addParts(stem, content) {
  const parts = [];
  for (let start = 0; start < content.length; start += LARGEST) {
    parts.push(addHashed(`${stem}.bin`, content.subarray(start, start + LARGEST)));
  }
  return parts;
}

/** Add a file under a name that says its content, and return that name. */
function addHashed(path, content) {
  const extension = extname(path);
  const name = `${path.slice(0, -extension.length)}-${hashOf(content).slice(0, 12)}${extension}`;
  add(name, content, "immutable");
  return name;
}

function add(path, content, cache) {
  contents.set(path, content);
  const type = TYPES[extname(path)];
  listed.push({ path, type, ...sizeAndHash(content), cache, encodings: addEncodings(path, content) });
}

/** Compress a file where that saves anything worth mentioning. */
function addEncodings(path, content) {
  const quality = content.length > LARGE ? 9 : constants.BROTLI_MAX_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  const forms = { br: [`${path}.br`, brotliCompressSync(content, { params })] };
  if (content.length <= LARGE) {
    // Whoever runs the page takes brotli; the large files need not lie on the server a third time.
    forms.gzip = [`${path}.gz`, gzipSync(content, { level: 9 })];
  }
  const worth = Object.entries(forms).filter(([, [, form]]) => form.length < content.length * 0.95);
  for (const [, [name, form]] of worth) {
    contents.set(name, form);
  }
  return Object.fromEntries(
    worth.map(([coding, [name, form]]) => [coding, { path: name, ...sizeAndHash(form) }]),
  );
}

function writeAll() {
  rmSync(TARGET, { recursive: true, force: true });
  for (const [path, content] of contents) {
    mkdirSync(dirname(join(TARGET, path)), { recursive: true });
    writeFileSync(join(TARGET, path), content);
  }
}

function sizeAndHash(content) {
  return { bytes: content.length, sha256: hashOf(content) };
}

function hashOf(content) {
  return createHash("sha256").update(content).digest("hex");
}
