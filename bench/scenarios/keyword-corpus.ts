import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const WORDS_PER_CHUNK = 200
const SEED = 20261121

/** A repeatable source of numbers in [0, 1). Source: mulberry32 by Tommy Ettinger, public domain. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

async function records(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

async function markdownTexts(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

async function corpusTexts(file: string): Promise<string[]> {
  return (await records(file)).map((record) => `${String(record['title'])}. ${String(record['text'])}`)
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

/** Sentences of English text of all sets, per document; long lines of tables and code are cut. */
async function documents(dataFolder: string): Promise<string[][]> {
  const texts = [
    ...(await corpusTexts(join(dataFolder, 'scifact/corpus.jsonl'))),
    ...(await corpusTexts(join(dataFolder, 'squad2-devhalf/dev/corpus.jsonl'))),
    ...(await corpusTexts(join(dataFolder, 'xquad-en/dev/corpus.jsonl'))),
    ...(await corpusTexts(join(dataFolder, 'fairytaleqa/dev/corpus.jsonl'))),
    ...(await markdownTexts(join(dataFolder, 'openstax-biology/dev/docs'))),
    ...(await markdownTexts(join(dataFolder, 'odin/dev/docs'))),
    ...(await markdownTexts(join(dataFolder, 'rust-book/dev/md'))),
  ]
  return texts.map((text) =>
    text
      .split(/(?<=[.!?])\s+|\n{2,}/)
      .map((sentence) => sentence.trim().slice(0, 2000))
      .filter((sentence) => sentence !== ''),
  )
}

export interface KeywordCorpus {
  readonly chunks: readonly string[]
  /** How many chunks are the documents' own text; the others are made of sentences drawn from all documents. */
  readonly originalCount: number
  readonly questions: readonly string[]
}

/** Chunks of about 200 words: the documents' own first, then as many recombined at sentence level as are wanted. */
export async function keywordCorpus(dataFolder: string, count: number): Promise<KeywordCorpus> {
  const sentencesOf = await documents(dataFolder)
  const chunks: string[] = []
  let open: string[] = []
  let words = 0
  const take = (sentence: string): void => {
    open.push(sentence)
    words += wordCount(sentence)
    if (words >= WORDS_PER_CHUNK) close()
  }
  const close = (): void => {
    if (open.length > 0) chunks.push(open.join(' '))
    open = []
    words = 0
  }
  for (const sentences of sentencesOf) {
    for (const sentence of sentences) take(sentence)
    close()
  }
  const originalCount = Math.min(chunks.length, count)
  const random = seededNumbers(SEED)
  const all = sentencesOf.flat()
  while (chunks.length < count) take(all[Math.floor(random() * all.length)] ?? '')
  return { chunks: chunks.slice(0, count), originalCount, questions: await questions(dataFolder, random) }
}

/** The sets' own questions and claims, in a mixed order. */
async function questions(dataFolder: string, random: () => number): Promise<string[]> {
  const sets = ['scifact', 'squad2-devhalf', 'xquad-en', 'odin']
  const perSet = 50
  const chosen: string[] = []
  for (const set of sets) {
    const all = (await records(join(dataFolder, set, 'dev/queries.jsonl'))).map((record) => String(record['text']))
    for (let at = 0; at < perSet; at++) chosen.push(all[Math.floor(random() * all.length)] ?? '')
  }
  const order = new Map(chosen.map((question) => [question, random()]))
  return chosen.toSorted((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0))
}
