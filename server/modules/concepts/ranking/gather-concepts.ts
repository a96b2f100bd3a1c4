import type { CandidatePhrase } from '../../../ports/document-analyst.ts'
import type { AnalysedDocument } from './ranked-concept.ts'

/** What all documents together say of one phrase, or of several that were merged. */
export interface GatheredConcept {
  readonly keys: string[]
  /** Names of the phrases by the number of mentions of each. */
  readonly names: Map<string, number>
  readonly forms: Map<string, number>
  readonly kinds: Map<CandidatePhrase['kind'], number>
  readonly plurals: Map<boolean | null, number>
  readonly languages: Map<string, number>
  readonly sections: SectionCount[]
  readonly documents: Set<number>
  readonly sameAs: Set<string>
  mentions: number
  whole: number
  bold: number
  italic: number
  definition: { readonly document: number; readonly sentence: number; readonly strength: number } | null
  /** Document and offset of the first mention. */
  first: { readonly document: number; readonly offset: number }
}

export interface SectionCount {
  readonly document: number
  readonly section: number
  /** Mentions, those inside of longer phrases by their share. */
  readonly weight: number
  readonly heading: boolean
  readonly bold: boolean
}

/** A mention inside of a longer phrase counts so much: "membrane" in "plasma membrane". */
const PART = 0.3

const PHRASES_PER_STEP = 100

/** Adds one document, which must come after those before it in reading order, in steps of about a millisecond. */
export function* gatherDocument(
  gathered: Map<string, GatheredConcept>,
  { analysis }: AnalysedDocument,
  document: number,
): Generator<void, void> {
  for (const [index, phrase] of analysis.phrases.entries()) {
    let concept = gathered.get(phrase.key)
    if (concept === undefined) {
      concept = emptyConcept(phrase.key, document, phrase.occurrences[0] ?? 0)
      gathered.set(phrase.key, concept)
    }
    addPhrase(concept, phrase, { document, language: analysis.language })
    if (index % PHRASES_PER_STEP === PHRASES_PER_STEP - 1) yield
  }
}

function emptyConcept(key: string, document: number, offset: number): GatheredConcept {
  return {
    keys: [key],
    names: new Map(),
    forms: new Map(),
    kinds: new Map(),
    plurals: new Map(),
    languages: new Map(),
    sections: [],
    documents: new Set(),
    sameAs: new Set(),
    mentions: 0,
    whole: 0,
    bold: 0,
    italic: 0,
    definition: null,
    first: { document, offset },
  }
}

function addPhrase(
  concept: GatheredConcept,
  phrase: CandidatePhrase,
  { document, language }: { readonly document: number; readonly language: string },
): void {
  const count = phrase.occurrences.length / 6
  addOccurrences(concept, phrase.occurrences, document)
  concept.mentions += count
  concept.documents.add(document)
  addCount(concept.names, phrase.name, count)
  for (const form of phrase.forms) addCount(concept.forms, form, 1)
  addCount(concept.kinds, phrase.kind, count)
  addCount(concept.plurals, phrase.plural, count)
  addCount(concept.languages, language, count)
  for (const key of phrase.sameAs) concept.sameAs.add(key)
  const strength = phrase.definition?.strength ?? 0
  if (phrase.definition !== null && strength > (concept.definition?.strength ?? 0)) {
    concept.definition = { document, ...phrase.definition }
  }
}

/** Counts per section; the occurrences of a phrase are in the order of the text. */
function addOccurrences(concept: GatheredConcept, occurrences: readonly number[], document: number): void {
  let open: { document: number; section: number; weight: number; heading: boolean; bold: boolean } | undefined
  for (let at = 0; at < occurrences.length; at += 6) {
    const [section = 0, emphasis = 0, whole = 0] = occurrences.slice(at + 3, at + 6)
    if (open === undefined || open.section !== section) {
      open = { document, section, weight: 0, heading: false, bold: false }
      concept.sections.push(open)
    }
    open.weight += whole === 1 ? 1 : PART
    open.heading ||= emphasis === 3 && whole === 1
    open.bold ||= emphasis === 2
    concept.whole += whole
    if (emphasis === 2) concept.bold += 1
    if (emphasis === 1) concept.italic += 1
  }
}

function addCount<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

/** One concept of several; the first is the one that the others are joined to. */
export function mergeConcepts(concepts: readonly GatheredConcept[]): GatheredConcept | undefined {
  const [first, ...others] = concepts
  if (first === undefined || others.length === 0) return first
  const merged = emptyConcept('', first.first.document, first.first.offset)
  merged.keys.pop()
  for (const concept of concepts) {
    merged.keys.push(...concept.keys)
    mergeCounts(merged, concept)
    merged.sections.push(...concept.sections)
    for (const document of concept.documents) merged.documents.add(document)
    merged.mentions += concept.mentions
    merged.whole += concept.whole
    merged.bold += concept.bold
    merged.italic += concept.italic
    if ((concept.definition?.strength ?? 0) > (merged.definition?.strength ?? 0)) merged.definition = concept.definition
    if (isEarlier(concept.first, merged.first)) merged.first = concept.first
  }
  merged.sections.splice(0, merged.sections.length, ...joinedSections(merged.sections))
  return merged
}

function mergeCounts(into: GatheredConcept, from: GatheredConcept): void {
  for (const [name, count] of from.names) addCount(into.names, name, count)
  for (const [form, count] of from.forms) addCount(into.forms, form, count)
  for (const [kind, count] of from.kinds) addCount(into.kinds, kind, count)
  for (const [plural, count] of from.plurals) addCount(into.plurals, plural, count)
  for (const [language, count] of from.languages) addCount(into.languages, language, count)
}

type Place = GatheredConcept['first']

const isEarlier = (left: Place, right: Place): boolean =>
  left.document < right.document || (left.document === right.document && left.offset < right.offset)

function joinedSections(sections: readonly SectionCount[]): SectionCount[] {
  const joined = new Map<string, SectionCount>()
  for (const count of sections) {
    const key = `${count.document} ${count.section}`
    const known = joined.get(key)
    joined.set(key, {
      ...count,
      weight: count.weight + (known?.weight ?? 0),
      heading: count.heading || known?.heading === true,
      bold: count.bold || known?.bold === true,
    })
  }
  return [...joined.values()].toSorted((left, right) => left.document - right.document || left.section - right.section)
}
