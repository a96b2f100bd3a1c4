import type { DocumentReference } from './hinted-text.ts'

export interface NamedDocument {
  readonly documentId: string
  readonly path: string
  readonly title: string
}

/** Finds the document that a reference means, or null when none or more than one may be meant. */
export type ResolveReference = (reference: DocumentReference, from: NamedDocument) => string | null

const EXTENSION = /\.(?:md|markdown|mdx|html?|txt|pdf|docx?|rst|adoc)$/iu
const WORDS = /[\p{L}\p{N}]+/gu
const INDEX_NAMES = new Set(['index', 'readme', '_index'])
/** Beyond the whole of one of the two, or for another site, one word in common is chance. */
const FEWEST_BY_CHANCE = 2

interface Address {
  /** Words of the whole path. */
  readonly words: readonly string[]
  /** How many of them are the last part's. */
  readonly last: number
}

/**
 * Resolves references by path and by title. Paths are compared from their ends, word by word, so that a link of the site that
 * documents came from ("/docs/css/Floats#clear") finds the file they were saved as ("css__floats.md"): the last part of both must be
 * in common whole, the longest match wins. A name finds the document with that title.
 */
export function referenceResolver(documents: readonly NamedDocument[]): ResolveReference {
  const addresses = documents.map(({ documentId, path }) => ({ documentId, address: addressOf(path) }))
  const byLastWord = new Map<string, typeof addresses>()
  for (const entry of addresses) {
    const key = entry.address.words.at(-1) ?? ''
    const same = byLastWord.get(key)
    if (same === undefined) byLastWord.set(key, [entry])
    else same.push(entry)
  }
  const byTitle = new Map<string, string | null>()
  for (const { documentId, title } of documents) {
    const key = wordsOf(title).join(' ')
    byTitle.set(key, byTitle.has(key) ? null : documentId)
  }

  const byPath = (href: string): string | null => {
    const isElsewhere = /^[a-z][a-z\d+.-]*:/iu.test(href)
    const target = addressOf(href.replace(/^[a-z][a-z\d+.-]*:\/*[^/]*/iu, '').replace(/[?#].*$/su, ''))
    let best: string | null = null
    let longest = 0
    for (const { documentId, address } of byLastWord.get(target.words.at(-1) ?? '') ?? []) {
      const length = commonEnd(address.words, target.words)
      if (!isWholeMatch(length, address, target) || (isElsewhere && length < FEWEST_BY_CHANCE)) continue
      if (length > longest) best = documentId
      else if (length === longest) best = null
      longest = Math.max(longest, length)
    }
    return best
  }

  return ({ href, name }, from) => {
    if (href?.startsWith('#') === true) return null
    const found =
      (href === null ? null : byPath(href)) ?? (href === null ? (byTitle.get(wordsOf(name).join(' ')) ?? null) : null)
    return found === from.documentId ? null : found
  }
}

function isWholeMatch(length: number, document: Address, target: Address): boolean {
  if (length === 0 || length < target.last) return false
  if (length === document.words.length) return true
  if (length < document.last) return false
  return length === target.words.length || length >= FEWEST_BY_CHANCE
}

function addressOf(path: string): Address {
  const parts = decoded(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map((part) => part.replace(EXTENSION, ''))
  if (parts.length > 1 && INDEX_NAMES.has((parts.at(-1) ?? '').toLowerCase())) parts.pop()
  return { words: parts.flatMap(wordsOf), last: wordsOf(parts.at(-1) ?? '').length }
}

function decoded(path: string): string {
  return path.replaceAll(/(?:%[\da-f]{2})+/giu, (escaped) => {
    const bytes = escaped.match(/[\da-f]{2}/giu)?.map((hex) => Number.parseInt(hex, 16)) ?? []
    return new TextDecoder().decode(Uint8Array.from(bytes))
  })
}

function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(WORDS) ?? []
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  let length = 0
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1
  return length
}
