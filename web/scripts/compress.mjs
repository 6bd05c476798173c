// Writes a .br and a .gz beside every file of dist/ that gets smaller by it.
// The server hands out these files as they are: nothing is compressed while serving.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = new Set([".html", ".js", ".css", ".svg", ".json", ".txt", ".webmanifest"]);
const WORTH = 0.95;

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

let before = 0;
let after = 0;
for (const path of files("dist")) {
  if (!TEXT.has(extname(path))) continue;
  const plain = readFileSync(path);
  const brotli = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  const gzip = gzipSync(plain, { level: 9 });
  if (brotli.length < plain.length * WORTH) writeFileSync(`${path}.br`, brotli);
  if (gzip.length < plain.length * WORTH) writeFileSync(`${path}.gz`, gzip);
  before += plain.length;
  after += brotli.length;
}
console.log(`compressed ${(before / 1024).toFixed(0)} kB of text to ${(after / 1024).toFixed(0)} kB`);
