import type { CandidatePhrase } from '../../../ports/document-analyst.ts'
import type { GatheredConcept } from './gather-concepts.ts'

/** Sizes of the collection that scores depend on. */
export interface CollectionSize {
  readonly documents: number
  readonly sections: number
}

const LEAST_DOCUMENTS = 10
const SEVERAL_WORDS = 2.2
const HEADING = 2
const DEFINITION = 2
const BOLD = 8
const ITALIC = 1.5
const CODE = 0.4
const FRAGMENT = 0.3
const LEAST_WHOLE = 0.2
const EXPLAINED_INITIALS = 1.5

/**
 * How much a phrase is a concept of the collection: its densest section, rarity elsewhere, use, and what the author did for it.
 * `peak · √idf · ln(1 + uses) · words · (1 + 2·heading) · (1 + 2·definition) · (1 + 8·bold)`, the factors chosen on a physics
 * textbook. Rarity counts documents, or sections where there are few documents.
 */
export function scoreConcept(concept: GatheredConcept, size: CollectionSize): number {
  const peak = concept.sections.reduce((most, { weight }) => Math.max(most, weight), 0)
  const uses = concept.sections.reduce((sum, { weight }) => sum + weight, 0)
  const kind = mainKind(concept)
  const length = kind === 'noun-phrase' || kind === 'proper' ? severalWords(concept) : 1
  return (
    peak *
    Math.sqrt(rarity(concept, size)) *
    Math.log(1 + uses) *
    length *
    (kind === 'code' ? CODE : kind === 'acronym' && concept.keys.length > 1 ? EXPLAINED_INITIALS : 1) *
    (1 + HEADING * headingShare(concept, size)) *
    (1 + DEFINITION * (concept.definition?.strength ?? 0)) *
    (1 + emphasis(concept)) *
    (isFragment(concept) ? FRAGMENT : 1)
  )
}

/** The kind that most mentions have. */
export function mainKind({ kinds }: GatheredConcept): CandidatePhrase['kind'] {
  let best: { readonly kind: CandidatePhrase['kind']; readonly count: number } = { kind: 'other', count: 0 }
  for (const [kind, count] of kinds) if (count > best.count) best = { kind, count }
  return best.kind
}

/** "glucose level" where nearly always a "blood glucose level" is meant. */
function isFragment({ keys, whole, mentions, bold }: GatheredConcept): boolean {
  return bold === 0 && whole < LEAST_WHOLE * mentions && keys.some((key) => key.includes(' '))
}

const severalWords = ({ keys }: GatheredConcept): number => (keys.some((key) => key.includes(' ')) ? SEVERAL_WORDS : 1)

function rarity(concept: GatheredConcept, { documents, sections }: CollectionSize): number {
  if (documents >= LEAST_DOCUMENTS) return Math.log((1 + documents) / (1 + concept.documents.size)) + 0.05
  if (sections >= LEAST_DOCUMENTS) return Math.log((1 + sections) / (1 + concept.sections.length)) + 0.05
  return 1
}

const FURNITURE_SHARE = 0.25

/** 1 when it is a heading; less when a good part of the documents has the same one, and then it is page furniture. */
function headingShare(concept: GatheredConcept, { documents }: CollectionSize): number {
  const withHeading = new Set(concept.sections.filter(({ heading }) => heading).map(({ document }) => document)).size
  if (withHeading === 0) return 0
  if (documents < LEAST_DOCUMENTS) return 1
  return Math.max(0, 1 - withHeading / documents / FURNITURE_SHARE)
}

/** Bold a few times is a term; bold each time is a label. */
function emphasis({ bold, italic, mentions, documents }: GatheredConcept): number {
  if (bold > 0) {
    const isLabel = documents.size >= 4 && bold >= 0.8 * mentions
    return isLabel ? BOLD / 4 : BOLD
  }
  return italic > 0 ? ITALIC : 0
}
