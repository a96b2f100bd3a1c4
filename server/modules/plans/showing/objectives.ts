import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'
import type { StoredModule } from '../plan-state.ts'
import type { PlanSources } from './plan-sources.ts'

const MOST = 6
const FROM_CONCEPTS = 4
/** Longer headings are sentences of their own and shorter ones say nothing. */
const HEADING_LENGTH = { least: 4, most: 90 }

interface Wording {
  define(name: string): string
  describe(name: string): string
  section(heading: string): string
  question(heading: string): string
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  en: {
    define: (name) => `Explain what “${name}” means`,
    describe: (name) => `Describe “${name}” in your own words`,
    section: (heading) => `Summarize “${heading}”`,
    question: (heading) => `Answer the question “${heading}”`,
  },
  de: {
    define: (name) => `Erklären, was „${name}“ bedeutet`,
    describe: (name) => `„${name}“ in eigenen Worten beschreiben`,
    section: (heading) => `„${heading}“ zusammenfassen`,
    question: (heading) => `Die Frage „${heading}“ beantworten`,
  },
}
/** Languages whose words for this are not known here get the names alone. */
const NEUTRAL: Wording = {
  define: (name) => name,
  describe: (name) => name,
  section: (heading) => heading,
  question: (heading) => heading,
}

/** What one can do after a module, in the language of its document: from definitions, concepts and headings. */
export function objectivesOf(sources: PlanSources, module: StoredModule): string[] {
  const document = sources.documents.get(module.pieces[0]?.documentId ?? '')
  if (document === undefined) return []
  const wording = WORDINGS[document.language] ?? NEUTRAL
  const concepts = module.conceptIds.flatMap((id) => sources.concepts.get(id) ?? [])
  const chosen = concepts.slice(0, FROM_CONCEPTS).toSorted((one, other) => one.firstMention - other.firstMention)
  const fromConcepts = chosen.map((concept) => conceptObjective(concept, wording))
  const headings = headingsOf(document, module).filter((heading) => !chosen.some(({ name }) => isAbout(heading, name)))
  const fromHeadings = headings
    .slice(0, MOST - fromConcepts.length)
    .map((heading) => (heading.endsWith('?') ? wording.question(heading) : wording.section(heading)))
  return [...new Set([...fromConcepts, ...fromHeadings])]
}

function conceptObjective({ name, definition }: ConceptEntry, wording: Wording): string {
  return definition === null ? wording.describe(name) : wording.define(name)
}

function isAbout(heading: string, name: string): boolean {
  return heading.toLowerCase().includes(name.toLowerCase())
}

/** Headings of the sections with the most to read, in the order of the text. */
function headingsOf(document: StudyDocument, { pieces }: StoredModule): string[] {
  const sizes = new Map<string, number>()
  for (const { documentId, section, characters } of pieces) {
    const heading = documentId === document.documentId ? document.sections[section]?.headingPath.at(-1) : undefined
    if (heading === undefined || heading.length < HEADING_LENGTH.least || heading.length > HEADING_LENGTH.most) continue
    sizes.set(heading, (sizes.get(heading) ?? 0) + characters)
  }
  const largest = [...sizes].toSorted(([, one], [, other]) => other - one).slice(0, MOST)
  const shown = new Set(largest.map(([heading]) => heading))
  return [...sizes.keys()].filter((heading) => shown.has(heading))
}
