import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A name that people marked in a text; ranges are of the text. */
export interface MarkedSpan {
  readonly start: number
  readonly end: number
  /** As the set calls it. */
  readonly type: string
}

export interface MarkedText {
  readonly text: string
  readonly spans: readonly MarkedSpan[]
}

export interface MentionSet {
  readonly name: string
  readonly language: string
  /** In the order of the file; methods were made looking at the first half only. */
  readonly texts: readonly MarkedText[]
}

/** The sets of marked names that are there: words joined by blanks, as the sets have them; a text is a sentence or a document. */
export async function readMentionSets(dataFolder: string): Promise<MentionSet[]> {
  const sets: MentionSet[] = []
  for (const [name, path, read] of [
    ['wikigold', 'wikigold/dev/part1.conll', markedLines],
    ['wnut17', 'wnut17/dev/dev.conll', markedLines],
    ['re-docred', 're-docred/dev/dev.json', markedDocuments],
  ] as const) {
    const file = join(dataFolder, path)
    if (existsSync(file)) sets.push({ name, language: 'en', texts: read(await readFile(file, 'utf8')) })
  }
  return sets
}

/** One word and its label a line, an empty line after each sentence; labels with or without B- at the beginning of names. */
function markedLines(content: string): MarkedText[] {
  return content
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0 && !lines[0]?.startsWith('-DOCSTART-'))
    .map((lines) => {
      const rows = lines.map((line) => /^(.*?)\s+(\S+)$/.exec(line.trim()) ?? ['', line.trim(), 'O'])
      const { text, starts } = joined(rows.map((row) => row[1] ?? ''))
      const spans: MarkedSpan[] = []
      let open = ''
      rows.forEach((row, at) => {
        const [mark = 'O', ...rest] = (row[2] ?? 'O').split('-')
        const type = rest.join('-')
        const start = starts[at] ?? 0
        const end = start + (row[1] ?? '').length
        const before = spans.at(-1)
        if (mark === 'I' && type === open && before !== undefined) spans[spans.length - 1] = { ...before, end }
        else if (mark !== 'O') spans.push({ start, end, type })
        open = mark === 'O' ? '' : type
      })
      return { text, spans }
    })
}

interface DocRedDocument {
  readonly sents: readonly (readonly string[])[]
  readonly vertexSet: readonly (readonly { sent_id: number; pos: readonly [number, number]; type: string }[])[]
}

function markedDocuments(content: string): MarkedText[] {
  return (JSON.parse(content) as DocRedDocument[]).map(({ sents, vertexSet }) => {
    const firsts: number[] = []
    let count = 0
    for (const words of sents) {
      firsts.push(count)
      count += words.length
    }
    const words = sents.flat()
    const { text, starts } = joined(words)
    const spans = new Map<number, MarkedSpan>()
    for (const { sent_id: sentence, pos, type } of vertexSet.flat()) {
      const [from, to] = pos.map((at) => at + (firsts[sentence] ?? 0)) as [number, number]
      const start = starts[from] ?? 0
      spans.set(start, { start, end: (starts[to - 1] ?? 0) + (words[to - 1] ?? '').length, type })
    }
    return { text, spans: [...spans.values()].toSorted((left, right) => left.start - right.start) }
  })
}

function joined(words: readonly string[]): { text: string; starts: readonly number[] } {
  const starts: number[] = []
  let length = 0
  for (const word of words) {
    starts.push(length)
    length += word.length + 1
  }
  return { text: words.join(' '), starts }
}
