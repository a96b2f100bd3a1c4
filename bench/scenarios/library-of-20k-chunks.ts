import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UploadFile } from '@learnpath/contracts'
import { graphsSettled, idle, settled, startProduct } from '../../tools/product-process.ts'
import type { BenchmarkContext } from '../benchmark.ts'

const CACHE = fileURLToPath(new URL('../.cache', import.meta.url))
const BUILD = fileURLToPath(new URL('../../dist/build.json', import.meta.url))
const CHUNKS = 20_000
const FILES_PER_REQUEST = 50
const ABSTRACTS_PER_FILE = 20

interface SourceDocument {
  readonly path: string
  readonly text: string
}

/** Abstracts of scifact, as a collection of many of them each, and every Markdown file of the labelled sets, in a fixed order. */
export async function sourceDocuments(dataFolder: string): Promise<SourceDocument[]> {
  const corpus = await readFile(join(dataFolder, 'scifact/corpus.jsonl'), 'utf8')
  const sections = corpus
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { title: string; text: string })
    .map((entry) => `## ${entry.title}\n\n${entry.text}\n`)
  const abstracts = Array.from({ length: Math.ceil(sections.length / ABSTRACTS_PER_FILE) }, (_, index) => ({
    path: `scifact/${index}.md`,
    text: sections.slice(index * ABSTRACTS_PER_FILE, (index + 1) * ABSTRACTS_PER_FILE).join('\n'),
  }))
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md') && entry.parentPath !== dataFolder)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  const pages = await Promise.all(
    paths.map(async (path) => ({ path: path.slice(dataFolder.length + 1), text: await readFile(path, 'utf8') })),
  )
  return [...abstracts, ...pages]
}

/**
 * A data folder with at least 20,000 chunks, made by the built product over HTTP from the labelled sets, which are added
 * again with a changed line until there are enough. Kept for the next run as long as the product's sources are the same.
 * @returns a copy of it below the scratch folder, and how many chunks it has
 */
export async function libraryOf20kChunks(context: BenchmarkContext): Promise<{ home: string; chunks: number }> {
  const { hash } = JSON.parse(await readFile(BUILD, 'utf8')) as { hash: string }
  const key = createHash('sha256').update(`${hash} ${CHUNKS} 4`).digest('hex').slice(0, 16)
  const kept = join(CACHE, `library-${key}`)
  if (!existsSync(kept)) {
    await rm(CACHE, { recursive: true, force: true })
    await mkdir(CACHE, { recursive: true })
    await build(context, `${kept}.part`)
    await rename(`${kept}.part`, kept)
  }
  const home = join(context.scratchFolder, 'library')
  await cp(kept, home, { recursive: true })
  const product = await startProduct({ home })
  const { chunks } = await product.client.status()
  await product.stop()
  return { home, chunks }
}

async function build(context: BenchmarkContext, home: string): Promise<void> {
  const documents = await sourceDocuments(context.dataFolder)
  const product = await startProduct({ home, environment: { LEARNPATH_LOG_LEVEL: 'warn' } })
  try {
    for (let round = 0; (await product.client.status()).chunks < CHUNKS; round++) {
      context.log(`adding ${documents.length} documents, round ${round + 1}`)
      await addRound(product, documents, round, context)
    }
    context.log('waiting for the concepts and the graph')
    await idle(product.client)
    await graphsSettled(product.client)
  } finally {
    await product.stop()
  }
}

async function addRound(
  product: Awaited<ReturnType<typeof startProduct>>,
  documents: readonly SourceDocument[],
  round: number,
  context: BenchmarkContext,
): Promise<void> {
  for (let from = 0; from < documents.length; from += FILES_PER_REQUEST) {
    const files = documents.slice(from, from + FILES_PER_REQUEST).map(({ path, text }): UploadFile => ({
      path,
      bytes: new Blob([round === 0 ? text : `${text}\n\nCopy ${round}.\n`]),
    }))
    await product.client.addDocuments({ collection: `round ${round}`, files })
    if ((from / FILES_PER_REQUEST) % 5 === 4) {
      await settled(product.client)
      const { chunks } = await product.client.status()
      context.log(`${from + files.length} documents, ${chunks} chunks`)
      if (chunks >= CHUNKS) return
    }
  }
  await settled(product.client)
}
