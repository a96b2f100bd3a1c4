import { type DifficultyFacts, estimateDifficulty } from './estimate-difficulty.ts'
import type { GatheredConcept, SectionCount } from './gather-concepts.ts'
import type { AnalysedDocument, RankedConcept } from './ranked-concept.ts'
import { mainKind } from './score-concept.ts'

export interface ConceptSurroundings {
  /** Documents in reading order. */
  readonly ordered: readonly AnalysedDocument[]
  /** Words of all documents before each. */
  readonly before: readonly number[]
  readonly sentenceLengths: DifficultyFacts['sentenceLengths']
  readonly importance: number
}

const MOST_HOMES = 3
const MOST_ALIASES = 12

/** What is told of a concept that was ranked. */
export function describeConcept(concept: GatheredConcept, surroundings: ConceptSurroundings): RankedConcept {
  const { ordered, importance } = surroundings
  const names = byCount(concept.names)
  const name = nameOf(concept.names, names)
  const firstMention = wordsBeforeFirst(concept, surroundings)
  const home = homeSections(concept, ordered)
  const { definition } = concept
  return {
    key: concept.keys[0] ?? '',
    keys: concept.keys.toSorted(),
    name,
    aliases: aliasesOf(concept, name, names),
    language: byCount(concept.languages)[0] ?? 'und',
    kind: mainKind(concept),
    plural: byCount(concept.plurals)[0] ?? null,
    importance: Math.min(1, Math.max(0, importance)),
    difficulty: estimateDifficulty({ concept, name, home, firstMention, ...surroundings }),
    mentions: concept.mentions,
    documents: concept.documents.size,
    home: home.map(({ document, section }) => ({ documentId: ordered[document]?.documentId ?? '', section })),
    definition:
      definition === null
        ? null
        : {
            documentId: ordered[definition.document]?.documentId ?? '',
            sentence: definition.sentence,
            strength: definition.strength,
          },
    firstMention,
  }
}

function byCount<Key>(counts: ReadonlyMap<Key, number>): Key[] {
  return [...counts]
    .toSorted((left, right) => right[1] - left[1] || (String(left[0]) < String(right[0]) ? -1 : 1))
    .map(([key]) => key)
}

const LEAST_SHARE = 0.1
/** German adjectives in another case than the nominative. */
const OBLIQUE = /(?:^| )\p{Ll}\S*e[nm] /u

/** The most used name, or one of the usual ones whose adjectives are in the nominative. */
function nameOf(counts: ReadonlyMap<string, number>, names: readonly string[]): string {
  const [most = ''] = names
  if (!OBLIQUE.test(most)) return most
  const least = (counts.get(most) ?? 0) * LEAST_SHARE
  return names.find((name) => (counts.get(name) ?? 0) >= least && !OBLIQUE.test(name)) ?? most
}

function aliasesOf(concept: GatheredConcept, name: string, names: readonly string[]): string[] {
  const known = new Set([name.toLowerCase()])
  const aliases: string[] = []
  for (const alias of [...names, ...byCount(concept.forms)]) {
    const folded = alias.toLowerCase()
    if (known.has(folded) || aliases.length >= MOST_ALIASES) continue
    known.add(folded)
    aliases.push(alias)
  }
  return aliases
}

const IN_HEADING = 2
const IS_BOLD = 2
const DEFINED_HERE = 1.5

/** The sections densest in it, those that set it off or define it first. Best first. */
function homeSections(concept: GatheredConcept, ordered: readonly AnalysedDocument[]): SectionCount[] {
  const definedIn =
    concept.definition === null
      ? -1
      : (ordered[concept.definition.document]?.analysis.sentences[concept.definition.sentence]?.section ?? -1)
  const weigh = (count: SectionCount): number => {
    const length = ordered[count.document]?.analysis.sections[count.section]?.readingCharacters ?? 0
    const defined = count.document === concept.definition?.document && count.section === definedIn
    return (
      (count.weight / Math.sqrt(500 + length)) *
      (count.heading ? IN_HEADING : 1) *
      (count.bold ? IS_BOLD : 1) *
      (defined ? DEFINED_HERE : 1)
    )
  }
  return concept.sections
    .map((count) => ({ count, weight: weigh(count) }))
    .toSorted((left, right) => right.weight - left.weight)
    .slice(0, MOST_HOMES)
    .map(({ count }) => count)
}

function wordsBeforeFirst({ first }: GatheredConcept, { ordered, before }: ConceptSurroundings): number {
  const analysis = ordered[first.document]?.analysis
  const length = analysis?.sections.at(-1)?.end ?? 0
  const share = length === 0 ? 0 : Math.min(1, first.offset / length)
  return (before[first.document] ?? 0) + Math.floor(share * (analysis?.words ?? 0))
}
