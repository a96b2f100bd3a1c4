import type { ConceptEntry, PrerequisiteEdge, StudyDocument, StudySection } from '../../../ports/study-material.ts'
import { contentKey } from '../making/content-key.ts'
import type { Material } from './plans-rig.double.ts'

export interface SmallSection {
  readonly heading: string
  readonly level?: number
  readonly text: string
}

export interface SmallDocument {
  readonly path: string
  readonly title: string
  readonly language?: string
  readonly sections: readonly SmallSection[]
}

/** "a" needs "b", by the names of concepts. */
export type SmallEdge = readonly [concept: string, prerequisite: string]

/**
 * Material written by hand. A concept is at home in the sections whose heading names it, else where it is first named;
 * documents come in the order given.
 */
export function smallMaterial(
  documents: readonly SmallDocument[],
  names: readonly string[],
  edges: readonly SmallEdge[] = [],
): Material {
  const full = documents.map((document) => smallDocument(document, names))
  const concepts = names.map((name, index) => conceptOf(name, index, full))
  const prerequisites = edges.map(([concept, prerequisite], index): PrerequisiteEdge => {
    const ids = { conceptId: conceptId(concept), prerequisiteId: conceptId(prerequisite) }
    return { ...ids, score: 2 - index / 1000, confidence: 0.9, origin: 'derived' }
  })
  return {
    map: {
      collectionId: 'col_1',
      collection: 'library',
      revision: 1,
      concepts,
      prerequisites,
      documentIds: full.map(({ documentId }) => documentId),
      orderTrust: 1,
    },
    documents: full,
  }
}

const ids = new Map<string, string>()

/** As the product's, a hash: no words of a document are in it. Names are in lower case. */
export function conceptId(name: string): string {
  const known = ids.get(name) ?? `con_${contentKey(name)}`
  ids.set(name, known)
  return known
}

/** Another version of a document, with the mentions of the same concepts. */
export function smallDocument(document: SmallDocument, names: readonly string[]): StudyDocument {
  const bare = bareDocument(document)
  return { ...bare, mentions: mentionsOf(bare, names) }
}

function bareDocument({ path, title, language = 'en', sections }: SmallDocument): StudyDocument {
  let text = ''
  const cut: StudySection[] = []
  const sentences: StudyDocument['sentences'][number][] = []
  const headings: string[] = []
  for (const [index, { heading, level = 1, text: body }] of sections.entries()) {
    const start = text.length
    text += `${heading}\n\n`
    for (const sentence of body.match(/[^.]+\.\s*/gu) ?? []) {
      const from = text.length
      text += sentence
      const place = { start: from, end: from + sentence.trimEnd().length }
      sentences.push({ ...place, section: index, kind: 'paragraph', listNumber: null })
    }
    text += '\n\n'
    headings.splice(level - 1, headings.length, heading)
    const readingCharacters = body.replaceAll(/[^\p{L}\p{N}]/gu, '').length
    const pages = { page: null, pageEnd: null }
    cut.push({ headingPath: [...headings], level, start, end: text.length, ...pages, readingCharacters })
  }
  return {
    documentId: `doc_${contentKey(path)}`,
    versionHash: contentKey(text),
    collection: 'library',
    path,
    title,
    language,
    text,
    sections: cut,
    sentences,
    mentions: [],
  }
}

function mentionsOf({ text, sections }: StudyDocument, names: readonly string[]): StudyDocument['mentions'] {
  const anyName = new RegExp(String.raw`\b(?:${names.join('|')})\b`, 'giu')
  let section = 0
  return [...text.matchAll(anyName)].map(({ index, 0: word }) => {
    while (index >= (sections[section]?.end ?? Infinity)) section += 1
    const headingEnd = (sections[section]?.start ?? 0) + (sections[section]?.headingPath.at(-1)?.length ?? 0)
    const emphasis = index < headingEnd ? ('heading' as const) : ('none' as const)
    const id = conceptId(word.toLowerCase())
    return { conceptId: id, start: index, end: index + word.length, section, sentence: null, emphasis }
  })
}

function conceptOf(name: string, index: number, documents: readonly StudyDocument[]): ConceptEntry {
  const places = documents.flatMap((document) =>
    mentionsOf(document, [name]).map(({ section, emphasis }) => ({
      documentId: document.documentId,
      section,
      emphasis,
    })),
  )
  const named = places.filter(({ emphasis }) => emphasis === 'heading')
  const home = (named.length > 0 ? named : places.slice(0, 1)).map(({ documentId, section }) => ({
    documentId,
    section,
  }))
  return {
    id: conceptId(name),
    name,
    aliases: [],
    language: 'en',
    rank: index + 1,
    importance: 1 / (index + 1),
    difficulty: 0.5,
    plural: false,
    kind: 'noun',
    home,
    definition: null,
    firstMention: index,
  }
}
