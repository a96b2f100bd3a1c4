import { sentences } from '../../../kernel/text/sentences.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { QuestionMaterial } from '../../../ports/question-writer.ts'
import type {
  ConceptEntry,
  ConceptMention,
  StudyDocument,
  StudySection,
  StudySentence,
} from '../../../ports/study-material.ts'

export interface WrittenConcept {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly kind?: string
  readonly plural?: boolean
  /** Every way it is written, beside the name and the aliases. */
  readonly forms?: readonly string[]
}

export interface WrittenDocument {
  readonly language: string
  /** Lines: "# Heading", "1. step", "- point", else a paragraph. "*term*" is bold. */
  readonly lines: readonly string[]
}

/** For material that stays. */
export const NOTHING_DELETED: Pick<EventBus, 'subscribe'> = { subscribe: () => () => undefined }

/** Study material as a test writes it down. Concepts are found by their names and forms. */
export function writtenMaterial(
  documents: readonly WrittenDocument[],
  concepts: readonly WrittenConcept[],
): QuestionMaterial {
  const studied = documents.map((document, at) => study(document, at, concepts))
  const language = documents[0]?.language ?? 'en'
  return {
    documents: studied,
    map: {
      collectionId: 'c1',
      collection: 'library',
      revision: 1,
      concepts: concepts.map((concept, at) => entryOf(concept, at, language, studied)),
      prerequisites: [],
      documentIds: studied.map((document) => document.documentId),
      orderTrust: 0,
    },
  }
}

export const conceptId = (name: string): string => `concept:${name}`

function entryOf(
  { name, aliases = [], kind = name.includes(' ') ? 'noun-phrase' : 'noun', plural }: WrittenConcept,
  at: number,
  language: string,
  documents: readonly StudyDocument[],
): ConceptEntry {
  const id = conceptId(name)
  const home = documents.find((document) => document.mentions.some((mention) => mention.conceptId === id))
  const section = home?.mentions.find((mention) => mention.conceptId === id)?.section
  return {
    id,
    name,
    aliases,
    language,
    rank: at + 1,
    importance: 1 / (1 + at / 10),
    difficulty: 0.5,
    plural: plural ?? (language === 'en' ? false : null),
    kind,
    home: home === undefined || section === undefined ? [] : [{ documentId: home.documentId, section }],
    definition: null,
    firstMention: at,
  }
}

interface Cut {
  readonly sections: StudySection[]
  readonly ranges: StudySentence[]
  readonly bold: { start: number; end: number }[]
  text: string
}

function study({ language, lines }: WrittenDocument, at: number, concepts: readonly WrittenConcept[]): StudyDocument {
  const cut: Cut = { sections: [], ranges: [], bold: [], text: '' }
  for (const line of lines) addLine(cut, line, language)
  const { sections, ranges, bold, text } = cut
  return {
    documentId: `d${at + 1}`,
    versionHash: `v${at + 1}`,
    collection: 'library',
    path: `${at + 1}.md`,
    title: sections[0]?.headingPath[0] ?? `Document ${at + 1}`,
    language,
    text,
    sections,
    sentences: ranges,
    mentions: mentionsIn(text, { ranges, bold, concepts }),
  }
}

function addLine(cut: Cut, line: string, language: string): void {
  const start = cut.text.length
  const heading = /^# (.*)$/.exec(line)?.[1]
  const [, number = null, body = line] = /^(?:(\d+)\.|-) (.*)$/.exec(line) ?? []
  const kind = body === line ? 'paragraph' : 'list-item'
  for (const [place, part] of (heading ?? body).split('*').entries()) {
    if (place % 2 === 1) cut.bold.push({ start: cut.text.length, end: cut.text.length + part.length })
    cut.text += part
  }
  if (heading !== undefined || cut.sections.length === 0) addSection(cut, heading, start)
  const section = cut.sections.length - 1
  const listNumber = number === null ? null : Number(number)
  for (const range of heading === undefined ? sentences(cut.text.slice(start), language) : []) {
    cut.ranges.push({ start: start + range.start, end: start + range.end, section, kind, listNumber })
  }
  cut.text += kind === 'list-item' ? '\n' : '\n\n'
}

function addSection({ sections, text }: Cut, heading: string | undefined, start: number): void {
  sections.push({
    headingPath: heading === undefined ? [] : [heading],
    level: heading === undefined ? 0 : 1,
    start,
    end: text.length,
    page: null,
    pageEnd: null,
    readingCharacters: 0,
  })
}

function mentionsIn(
  text: string,
  {
    ranges,
    bold,
    concepts,
  }: {
    ranges: readonly StudySentence[]
    bold: readonly { start: number; end: number }[]
    concepts: readonly WrittenConcept[]
  },
): ConceptMention[] {
  const mentions: ConceptMention[] = []
  for (const { name, aliases = [], forms = [] } of concepts) {
    for (const form of [name, ...aliases, ...forms]) {
      const found = new RegExp(String.raw`(?<![\p{L}\p{N}])${form}(?![\p{L}\p{N}])`, 'giu')
      for (const { index, 0: match } of text.matchAll(found)) {
        const sentence = ranges.findIndex((range) => range.start <= index && index < range.end)
        if (sentence < 0) continue
        mentions.push({
          conceptId: conceptId(name),
          start: index,
          end: index + match.length,
          section: ranges[sentence]?.section ?? 0,
          sentence,
          emphasis: bold.some((range) => range.start <= index && index < range.end) ? 'bold' : 'none',
        })
      }
    }
  }
  return mentions.toSorted((left, right) => left.start - right.start)
}
