import type { RelationKind } from '@learnpath/contracts'
import type { AssembledEvidence, AssembledRelation } from '../assembly/assembled-graph.ts'

interface WeighedEvidence {
  readonly evidence: AssembledEvidence
  /** How likely it is that the relation holds, by this sentence alone. */
  readonly strength: number
  /** How well the sentence alone shows it. */
  readonly clarity: number
  readonly description: string | null
  readonly keywords: readonly string[]
}

/** No more are shown. */
const MOST_EVIDENCE = 5
const MOST_KEYWORDS = 8
/** However many sentences say so. */
const MOST_CONFIDENCE = 0.99
/** Sentences of one document are not independent: each further one counts so much of the one before. */
const REPEATED = 0.5

/** What speaks for one relation. */
export class EvidenceCollection {
  readonly #kind: RelationKind
  readonly #sourceKey: string
  readonly #targetKey: string
  /** By place and origin: a sentence that two chunks share counts once. */
  readonly #found = new Map<string, WeighedEvidence>()

  constructor(kind: RelationKind, sourceKey: string, targetKey: string) {
    this.#kind = kind
    this.#sourceKey = sourceKey
    this.#targetKey = targetKey
  }

  add(found: WeighedEvidence): void {
    const { documentId, start, end, origin } = found.evidence
    const place = `${documentId} ${start} ${end} ${origin}`
    const known = this.#found.get(place)
    if (known === undefined || isBefore(found, known)) this.#found.set(place, found)
  }

  relation(): AssembledRelation {
    const all = [...this.#found.values()].toSorted((one, other) => (isBefore(one, other) ? -1 : 1))
    const shown = shownOf(all)
    return {
      kind: this.#kind,
      sourceKey: this.#sourceKey,
      targetKey: this.#targetKey,
      confidence: confidenceOf(all),
      evidence: shown.map(({ evidence }) => evidence),
      evidenceCount: all.length,
      description: all.find(({ description }) => description !== null && description !== '')?.description ?? null,
      keywords: [...new Set(all.flatMap(({ keywords }) => keywords))].slice(0, MOST_KEYWORDS),
    }
  }
}

/** The best, with the best of each origin among them. */
function shownOf(all: readonly WeighedEvidence[]): WeighedEvidence[] {
  const shown = all.slice(0, MOST_EVIDENCE)
  const origins = new Set(shown.map(({ evidence }) => evidence.origin))
  const missed = all.find(({ evidence }) => !origins.has(evidence.origin))
  return missed === undefined ? shown : [...shown.slice(0, MOST_EVIDENCE - 1), missed]
}

/** Noisy-or over the sentences: each is right with its strength; those of a document less and less for itself. */
function confidenceOf(all: readonly WeighedEvidence[]): number {
  const strengths = new Map<string, number[]>()
  for (const { evidence, strength } of all) {
    const ofDocument = strengths.get(evidence.documentId) ?? []
    ofDocument.push(strength)
    strengths.set(evidence.documentId, ofDocument)
  }
  const factors = [...strengths.values()].flatMap((ofDocument) =>
    ofDocument.toSorted((one, other) => other - one).map((strength, at) => 1 - strength * REPEATED ** at),
  )
  // Sorted, as products of floating-point numbers depend on the order.
  const wrong = factors.toSorted((one, other) => one - other).reduce((product, factor) => product * factor, 1)
  return Math.min(MOST_CONFIDENCE, 1 - wrong)
}

/** A total order: the surest and clearest first, then by place. */
function isBefore(one: WeighedEvidence, other: WeighedEvidence): boolean {
  const quality = (each: WeighedEvidence): number => each.strength * (0.5 + each.clarity / 2)
  const differences = [
    quality(other) - quality(one),
    compare(one.evidence.documentId, other.evidence.documentId),
    one.evidence.start - other.evidence.start,
    one.evidence.end - other.evidence.end,
    one.evidence.chunkId - other.evidence.chunkId,
    compare(one.evidence.rule, other.evidence.rule),
    (one.evidence.source?.[0] ?? 0) - (other.evidence.source?.[0] ?? 0),
    (one.evidence.target?.[0] ?? 0) - (other.evidence.target?.[0] ?? 0),
  ]
  return (differences.find((difference) => difference !== 0) ?? 0) < 0
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)
