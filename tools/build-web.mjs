// The web app's files: scripts and styles with hashed names, the PDF engine, and the page that loads them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './dependencies.mjs'
import { singleIcons } from './single-icons.mjs'

const WEB = join(ROOT, 'web')
const require = createRequire(join(WEB, 'package.json'))
/** Smaller than this, a packet holds it anyway. */
const LEAST_TO_COMPRESS = 1024
const COMPRESSIBLE = /[.](m?js|css|html|svg|json)$/

/**
 * @param {typeof import('esbuild')} esbuild
 * @returns {Promise<{ path: string, contents: Uint8Array | string }[]>} paths below dist/
 */
export async function buildWeb(esbuild) {
  const [script, style] = await Promise.all([buildScripts(esbuild), buildStyle(esbuild)])
  const icon = hashed('icon.svg', readFileSync(join(WEB, 'icon.svg')))
  const page = readFileSync(join(WEB, 'index.html'), 'utf8')
    .replace('%ICON%', basename(icon.path))
    .replace('%STYLE%', basename(style.path))
    .replace('%SCRIPT%', basename(script.entry))
    .replace(
      '%PRELOADS%',
      script.needed.map((file) => `<link rel="modulepreload" href="/app/assets/${basename(file)}" />`).join(''),
    )
  const outputs = [...script.outputs, style, icon, ...pdfEngine(), { path: 'web/index.html', contents: page }]
  return outputs.flatMap((output) => [output, ...compressed(output)])
}

async function buildScripts({ build }) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: 'web/src/main.tsx' },
    outdir: 'dist/web/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    minify: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    plugins: [
      singleIcons(join(dirname(require.resolve('@radix-ui/react-icons/package.json')), 'dist/react-icons.esm.js')),
    ],
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const [entry] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'web/src/main.tsx')
  return {
    entry,
    needed: importedAtOnce(metafile, entry),
    outputs: outputFiles.map(({ path, contents }) => ({ path: `web/assets/${basename(path)}`, contents })),
  }
}

/** What the first page needs besides its entry: named in the page, so that it is not fetched one after another. */
function importedAtOnce({ outputs }, entry) {
  const found = new Set()
  const visit = (file) => {
    for (const { path, kind } of outputs[file].imports) {
      if (kind !== 'import-statement' || found.has(path)) continue
      found.add(path)
      visit(path)
    }
  }
  visit(entry)
  return [...found]
}

/** Utility classes are made for the words of the sources that are classes, and for no others. */
async function buildStyle({ transform }) {
  const { compile } = await import(require.resolve('tailwindcss').replace(/[.]js$/, '.mjs'))
  const folder = join(WEB, 'src/styles')
  const loadStylesheet = (id, base) => {
    const path = id.startsWith('.') ? join(base, id) : require.resolve(id)
    return Promise.resolve({ path, base: dirname(path), content: readFileSync(path, 'utf8') })
  }
  const compiler = await compile(readFileSync(join(folder, 'main.css'), 'utf8'), { base: folder, loadStylesheet })
  const words = new Set()
  for (const file of readdirSync(join(WEB, 'src'), { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !/[.]tsx?$/.test(file.name) || /[.]test[.]/.test(file.name)) continue
    const source = readFileSync(join(file.parentPath, file.name), 'utf8')
    for (const word of source.match(/[^\s"'`]+/g) ?? []) words.add(word)
  }
  const css = compiler.build([...words].toSorted((a, b) => (a < b ? -1 : 1)))
  const { code } = await transform(css, {
    loader: 'css',
    minify: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
  })
  return hashed('main.css', code)
}

/** pdf.js fetches these by name: its worker, and what it needs for fonts and pictures that a PDF does not bring along. */
function pdfEngine() {
  const home = dirname(require.resolve('pdfjs-dist/package.json'))
  const worker = {
    path: 'web/pdfjs/pdf.worker.mjs',
    contents: readFileSync(join(home, 'legacy/build/pdf.worker.min.mjs')),
  }
  const folders = ['cmaps', 'standard_fonts', 'wasm', 'iccs'].flatMap((folder) =>
    readdirSync(join(home, folder))
      .filter((name) => !name.startsWith('LICENSE'))
      .map((name) => ({ path: `web/pdfjs/${folder}/${name}`, contents: readFileSync(join(home, folder, name)) })),
  )
  return [worker, ...folders]
}

function compressed({ path, contents }) {
  if (!COMPRESSIBLE.test(path) || path.endsWith('index.html') || contents.length < LEAST_TO_COMPRESS) return []
  return [{ path: `${path}.gz`, contents: gzipSync(contents, { level: 9 }) }]
}

function hashed(name, contents) {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10)
  return { path: `web/assets/${name.replace('.', `-${hash}.`)}`, contents }
}
