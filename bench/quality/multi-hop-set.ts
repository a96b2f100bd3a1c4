import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { tokenize } from '../../server/kernel/text/tokens.ts'
import type { AskDocument } from './ask-sets.ts'

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url))
const FIXTURE = fileURLToPath(new URL('fixtures/multi-hop.json', import.meta.url))
const PARSED = /[.](?:md|pdf|docx|html?|txt)$/
const TIMEOUT_MS = 60_000

/** A question that needs one passage from each of two documents. */
export interface MultiHopQuestion {
  readonly id: string
  readonly language: 'en' | 'de'
  /** `bridge`: the first passage names what is to be looked up in the second. */
  readonly kind: 'bridge' | 'comparison'
  /** The method was made with the one half; the other half was looked at when it was done. */
  readonly part: 'development' | 'report'
  readonly question: string
  readonly answer: string
  readonly gold: readonly GoldPlace[]
}

/** Range in a document's text. */
export interface GoldPlace {
  readonly document: string
  readonly start: number
  readonly end: number
}

interface WrittenQuestion extends Omit<MultiHopQuestion, 'gold'> {
  readonly passages: readonly { readonly document: string; readonly quote: string }[]
}

/** The folders that the questions are about, by the name that their documents' ids begin with. */
function folders(dataFolder: string): [string, string][] {
  return [
    ['samples/english', join(SAMPLES, 'english')],
    ['samples/deutsch', join(SAMPLES, 'deutsch')],
    ['openstax-biology', join(dataFolder, 'openstax-biology', 'dev', 'docs')],
    ['rust-book', join(dataFolder, 'rust-book', 'dev', 'md')],
    ['mdn-de', join(dataFolder, 'mdn-de', 'dev', 'docs')],
    ['odin', join(dataFolder, 'odin', 'dev', 'docs')],
  ]
}

/** The sample library and four sets of lessons as one library. Ids are "set/file". */
export async function readMultiHopDocuments(dataFolder: string): Promise<AskDocument[]> {
  const documents: AskDocument[] = []
  for (const [set, folder] of folders(dataFolder)) {
    if (!existsSync(folder)) continue
    for (const file of readdirSync(folder).toSorted()) {
      if (!PARSED.test(file)) continue
      const parsed = await parseFile({ file: join(folder, file), name: file }, { programTimeoutMs: TIMEOUT_MS })
      documents.push({ id: `${set}/${file}`, title: parsed.title ?? file, parsed })
    }
  }
  return documents
}

/** @throws LP_INTERNAL when a quote does not stand in its document exactly once */
export function readMultiHopQuestions(documents: readonly AskDocument[]): MultiHopQuestion[] {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const written = JSON.parse(readFileSync(FIXTURE, 'utf8')) as WrittenQuestion[]
  return written.map(({ passages, ...question }) => ({
    ...question,
    gold: passages.map(({ document, quote }) => ({
      document,
      ...placeOf(quote, byId.get(document)?.parsed.text ?? '', document),
    })),
  }))
}

function placeOf(quote: string, text: string, document: string): { start: number; end: number } {
  const wanted = tokenize(quote).map((token) => token.text)
  const words = tokenize(text)
  const places = words.flatMap((first, at) => {
    const last = words[at + wanted.length - 1]
    const fits = last !== undefined && wanted.every((word, offset) => words[at + offset]?.text === word)
    return fits ? [{ start: first.start, end: last.end }] : []
  })
  const [place] = places
  if (place === undefined || places.length > 1) {
    throw new LearnPathError('LP_INTERNAL', { detail: `"${quote}" stands ${places.length} times in ${document}` })
  }
  return place
}
