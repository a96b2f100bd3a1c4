// Bundles the product into dist/ when its sources have changed. `node tools/build.mjs [--force]`
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWeb } from './build-web.mjs'
import { ROOT } from './dependencies.mjs'

const DIST = join(ROOT, 'dist')
const MANIFEST = join(DIST, 'build.json')
const SOURCE_FOLDERS = ['contracts/src', 'server', 'cli/src', 'web/src']
const INPUT_FILES = [
  'package.json',
  'package-lock.json',
  'tools/build.mjs',
  'tools/build-web.mjs',
  'tools/single-icons.mjs',
  'web/index.html',
  'web/icon.svg',
]
const TEST = /[.](test|integration[.]test|contract|double)[.]tsx?$|\/testing\//

/** Entry points: name in dist/ → source. */
const ENTRIES = {
  cli: 'cli/src/main.ts',
  'parser-worker': 'server/adapters/parsers/parser-worker.ts',
  'anki-worker': 'server/adapters/anki/anki-worker.ts',
  'inference-worker': 'server/adapters/inference/runtime/inference-worker.ts',
  'assembly-worker': 'server/modules/concepts/assembly/assembly-worker.ts',
  'graph-assembly-worker': 'server/modules/graph/assembly/graph-assembly-worker.ts',
  'analyst-worker': 'server/adapters/language-analysis/analyst-worker.ts',
  'quantizer-worker': 'server/adapters/inference/quantizer/quantizer-worker.ts',
  'llama-cpp-worker': 'server/adapters/llama-cpp/llama-cpp-worker.ts',
}

/** Native packages, and packages that load files of their own by path. All else is bundled: one file opens faster than 900. */
export const EXTERNAL = ['libsql', '@node-rs/argon2', 'onnxruntime-node', 'pdfjs-dist', '@napi-rs/canvas', 'esbuild']

function sourceFiles() {
  const files = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /[.](tsx?|json|css)$/.test(entry.name) && !TEST.test(entry.name))
      .map((entry) =>
        relative(ROOT, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      ),
  )
  return [...files.toSorted((a, b) => (a < b ? -1 : 1)), ...INPUT_FILES]
}

/** SHA-256 over names and bytes of everything the bundle is made from. */
export function sourceHash() {
  const hash = createHash('sha256')
  for (const file of sourceFiles()) {
    const bytes = readFileSync(join(ROOT, file))
    hash.update(`${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

const readManifest = () => (existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, 'utf8')) : null)

/** Whether dist/ was made from exactly these sources. */
export function isBuilt(hash = sourceHash()) {
  const manifest = readManifest()
  return manifest?.hash === hash && manifest.files.every((file) => existsSync(join(DIST, file)))
}

/**
 * Builds when needed. A running server keeps the files it may still load: those of the build before stay.
 * @param {{ force?: boolean, log?: (line: string) => void }} options
 */
export async function ensureBuilt({ force = false, log = () => {} } = {}) {
  const hash = sourceHash()
  if (!force && isBuilt(hash)) return
  const started = performance.now()
  log('Building …')
  const esbuild = await import('esbuild')
  const [program, web] = await Promise.all([buildProgram(esbuild), buildWeb(esbuild)])
  writeOutputs([...program, ...web], hash)
  log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

async function buildProgram({ build }) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({ in: source, out })),
    outdir: DIST,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    external: EXTERNAL,
    sourcemap: true,
    sourcesContent: false,
    minifySyntax: true,
    minifyWhitespace: true,
    // No `keepNames`: names stay as they are written, but for the few that two files of a chunk share, and every start is spared
    // to define all of them.
    legalComments: 'none',
    banner: { js: COMMONJS_BANNER },
    plugins: [ENGLISH_ALONE],
    write: false,
    logLevel: 'warning',
  })
  return outputFiles.map(({ path, contents }) => ({ path: relative(DIST, path).split(sep).join('/'), contents }))
}

/** Zod brings its messages in fifty languages, half a megabyte that every start would read; ours are English. */
const ENGLISH_ALONE = {
  name: 'english-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}

/** Bundled CommonJS packages call require() for Node's own modules. */
const COMMONJS_BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

function writeOutputs(outputs, hash) {
  const before = readManifest()
  const files = outputs.map(({ path }) => path)
  for (const folder of new Set(files.map((file) => dirname(file)))) mkdirSync(join(DIST, folder), { recursive: true })
  // Chunks first, entries after them, the manifest last: whoever starts meanwhile sees one whole build.
  const entriesLast = outputs.toSorted((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)))
  for (const { path, contents } of entriesLast) replaceFile(join(DIST, path), contents)
  replaceFile(MANIFEST, `${JSON.stringify({ hash, files, previous: before?.files ?? [] }, null, 2)}\n`)
  const keep = new Set([...files, ...(before?.files ?? [])])
  for (const file of before?.previous ?? []) if (!keep.has(file)) rmSync(join(DIST, file), { force: true })
}

/** Programs in dist/ itself, and the page that names the web app's scripts. */
const isEntry = (path) => !path.includes('/') || path === 'web/index.html'

function replaceFile(path, contents) {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, contents)
  renameSync(temporary, path)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureBuilt({ force: process.argv.includes('--force'), log: (line) => process.stderr.write(`${line}\n`) })
}
