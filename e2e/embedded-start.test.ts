// What one process with a file for a store reads before it is ready: nothing of servers, sign-in and models, which it does without.
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT, startProduct } from '../tools/product-process.ts'

interface Coverage {
  readonly result: readonly { readonly url: string }[]
}

let folder = ''
/** Files of the repository, those in `node_modules/` included, that the scripts were made from. */
let sources: readonly string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-embedded-'))
  const scripts = join(folder, 'scripts')
  const product = await startProduct({
    home: join(folder, 'home'),
    environment: { NODE_V8_COVERAGE: scripts, LEARNPATH_STORE_URL: '', LEARNPATH_REDIS_URL: '' },
  })
  await product.stop()
  const written = await Promise.all(
    (await readdir(scripts)).map(async (name) => await readFile(join(scripts, name), 'utf8')),
  )
  const files = written
    .flatMap((text) => (JSON.parse(text) as Coverage).result)
    .flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []))
  sources = (await Promise.all([...new Set(files)].map(sourcesOf))).flat()
}, 120_000)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function sourcesOf(script: string): Promise<string[]> {
  if (!script.startsWith(join(ROOT, 'dist'))) return [relative(ROOT, script)]
  const map = JSON.parse(await readFile(`${script}.map`, 'utf8')) as { readonly sources: readonly string[] }
  return map.sources.map((source) => relative(ROOT, resolve(dirname(script), source)))
}

const ADAPTERS = `postgres redis qdrant oidc argon2 service-token sealing opentelemetry remote-inference ollama openai parsers/pdf parsers/docx
  inference/onnx-file`
const PACKAGES = `pg ioredis jose undici @node-rs/argon2 onnxruntime-node protobufjs @huggingface/tokenizers @modelcontextprotocol/server pdfjs-dist
  parse5 markdown-it yaml wink-nlp wink-eng-lite-web-model chokidar esbuild iconv-lite`

it('knows what is read', () => {
  expect(sources).toContain('server/adapters/sqlite/relational-store.ts')
  expect(sources.some((source) => source.startsWith('node_modules/hono/'))).toBe(true)
})

it.each([
  ...ADAPTERS.split(/\s+/).map((name) => `server/adapters/${name}/`),
  ...PACKAGES.split(/\s+/).map((name) => `node_modules/${name}/`),
  'server/mcp/',
  'server/http/forwarding/forwarder.ts',
])('reads nothing of %s', (place) => {
  expect(existsSync(join(ROOT, place))).toBe(true)
  expect(sources.filter((source) => source.startsWith(place))).toEqual([])
})
