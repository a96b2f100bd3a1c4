import type { ConceptEntry } from '../../../ports/study-material.ts'
import { contentWords, isAkin } from './content-stems.ts'
import { rulesOf } from './rules-of.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'

/** Names of concepts as stems, each cut once. */
export interface ConceptNames {
  /** Stems of the name and of each alias. */
  namesOf(concept: ConceptEntry): readonly (readonly string[])[]
  /** Whether both could be right where one of them is: other names, parts of names, or members of one enumeration. */
  areInterchangeable(left: ConceptEntry, right: ConceptEntry): boolean
}

export function createConceptNames(index: MaterialIndex): ConceptNames {
  const stemsOfConcept = new Map<string, readonly (readonly string[])[]>()
  const listed = new Map<string, Set<string>>()

  function namesOf(concept: ConceptEntry): readonly (readonly string[])[] {
    let names = stemsOfConcept.get(concept.id)
    if (names === undefined) {
      names = [concept.name, ...concept.aliases].map((name) =>
        contentWords(name, concept.language).map((word) => word.stem),
      )
      stemsOfConcept.set(concept.id, names)
    }
    return names
  }

  function coListed(concept: ConceptEntry): Set<string> {
    let others = listed.get(concept.id)
    if (others === undefined) {
      others = new Set(
        (index.sentencesOf.get(concept.id) ?? []).flatMap((sentence) => listedWith(sentence, concept.id)),
      )
      listed.set(concept.id, others)
    }
    return others
  }

  function areInterchangeable(left: ConceptEntry, right: ConceptEntry): boolean {
    for (const one of namesOf(left)) for (const other of namesOf(right)) if (areOneName(one, other)) return true
    return isAcronymOf(left.name, right.name) || isAcronymOf(right.name, left.name) || coListed(left).has(right.id)
  }

  return { namesOf, areInterchangeable }
}

/** One name holds the other ("cell membrane", "membrane"), or both begin alike ("glycosidic bond", "glycosidic linkage"). */
export function areOneName(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false
  const [few, many] = left.length <= right.length ? [left, right] : [right, left]
  if (few.every((stem) => many.some((other) => isAkin(stem, other)))) return true
  return left.slice(0, -1).some((stem) => right.slice(0, -1).some((other) => isAkin(stem, other)))
}

function isAcronymOf(short: string, long: string): boolean {
  const letters = short.replaceAll(/[^\p{L}]/gu, '')
  if (!/^\p{Lu}{2,}s?$/u.test(letters)) return false
  const initials = long
    .split(/[\s-]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return initials === letters.replace(/s$/, '')
}

const BETWEEN_MEMBERS =
  /^["”“„]?(?:\s*\([^()]*\))?\s*(?:,|,?\s*(?:and|or|und|oder|bzw\.|sowie|&))\s*(?:(?:an?|the|der|die|das|ein|eine)\s+)?["“„]?$/i

/** The other concepts that a sentence names in one enumeration with this one. */
function listedWith({ document, mentions, text }: EvidenceSentence, conceptId: string): string[] {
  const rules = rulesOf(document.language)
  if (mentions.length < 2 || rules === null || !rules.enumeration.test(text)) return []
  const at = mentions.findIndex((mention) => mention.conceptId === conceptId)
  const joined = (left: number): boolean => {
    const [one, other] = [mentions[left], mentions[left + 1]]
    return one !== undefined && other !== undefined && BETWEEN_MEMBERS.test(document.text.slice(one.end, other.start))
  }
  let first = at
  while (first > 0 && joined(first - 1)) first--
  let last = at
  while (last < mentions.length - 1 && joined(last)) last++
  return mentions.slice(first, last + 1).map((mention) => mention.conceptId)
}
