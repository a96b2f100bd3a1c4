import { breathe } from '../../../kernel/breathe.ts'
import { analyze, createTermFinder } from '../../../kernel/text/analyze.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import { coverage, type GoalPart, type GoalTerm } from './goal.ts'
import { groupBy } from '../../../kernel/group-by.ts'
import type { PlanMaterial, Topic } from './plan-material.ts'

/** A passage that search found for the goal. */
export interface GoalHit {
  readonly documentId: string
  readonly start: number
  readonly end: number
  /** 1 for the best hit of its search, falling. */
  readonly share: number
}

/** How much a topic has to do with the goal. */
export interface Relevance {
  /** Share of its text under headings, a title or a path that name what a part of the goal names. */
  readonly named: number
  /** How thickly the goal's words stand in it: 1 is once in a sentence or two. */
  readonly density: number
  /** Of the best passage that search found in it; 0 without one. */
  readonly found: number
}

/** Headings that name so much of a part of the goal are about it. */
const NAMED = 0.6
/** Reading characters per mention of every word of a goal's part at which the text is surely about it. */
const CHARACTERS_PER_MENTION = 150
const NOTHING: Relevance = { named: 0, density: 0, found: 0 }

/** Relevance of each topic, by index. */
export async function goalRelevance(
  material: PlanMaterial,
  parts: readonly GoalPart[],
  hits: readonly GoalHit[],
): Promise<Relevance[]> {
  const relevance: Relevance[] = material.topics.map(() => NOTHING)
  const byDocument = groupBy(hits, ({ documentId }) => documentId)
  for (const [documentId, topics] of groupBy(material.topics, (topic) => topic.documentId)) {
    const document = material.documents.get(documentId)
    if (document === undefined) continue
    const measure = topicMeasure(document, parts)
    for (const topic of topics) {
      relevance[topic.index] = { ...measure(topic), found: bestHit(topic, byDocument.get(documentId) ?? []) }
    }
    await breathe()
  }
  return relevance
}

function topicMeasure(document: StudyDocument, parts: readonly GoalPart[]): (topic: Topic) => Omit<Relevance, 'found'> {
  const { language, title, path } = document
  const wanted = parts.map((part) => part.termsIn(language))
  const find = createTermFinder(language, new Set(wanted.flat().map(({ term }) => term)))
  const terms = (text: string): string[] => analyze(text, language).map(({ term }) => term)
  const whole = terms(`${title} ${path.replaceAll(/[_/.-]+/gu, ' ')}`)
  const isNamed = (section: number): boolean => {
    const names = new Set([...whole, ...(document.sections[section]?.headingPath ?? []).flatMap(terms)])
    return wanted.some((part) => coverage(part, names) >= NAMED)
  }
  return ({ pieces, characters }) => {
    const first = pieces[0]?.start ?? 0
    const last = pieces.at(-1)?.end ?? first
    const counts = new Map<string, number>()
    for (const { term } of find(document.text.slice(first, last))) counts.set(term, (counts.get(term) ?? 0) + 1)
    const named = pieces.filter(({ section }) => isNamed(section)).reduce((sum, piece) => sum + piece.characters + 1, 0)
    return {
      named: Math.min(1, named / (characters + pieces.length)),
      density: Math.max(0, ...wanted.map((part) => densityOf(part, counts, characters))),
    }
  }
}

function densityOf(part: readonly GoalTerm[], counts: ReadonlyMap<string, number>, characters: number): number {
  const full = Math.max(characters, CHARACTERS_PER_MENTION * 4) / CHARACTERS_PER_MENTION
  const total = part.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return 0
  const sum = part.reduce((so, { term, weight }) => so + weight * Math.min((counts.get(term) ?? 0) / full, 1), 0)
  return sum / total
}

function bestHit(topic: Topic, hits: readonly GoalHit[]): number {
  const start = topic.pieces[0]?.start ?? 0
  const end = topic.pieces.at(-1)?.end ?? start
  // A passage belongs to the topic that holds its middle.
  const inside = hits.filter((hit) => (hit.start + hit.end) / 2 >= start && (hit.start + hit.end) / 2 < end)
  return Math.max(0, ...inside.map(({ share }) => share))
}
