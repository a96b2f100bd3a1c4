import type { ConceptEntry } from '../../../ports/study-material.ts'
import { areOneName, createConceptNames } from './concept-names.ts'
import { coverage } from './content-stems.ts'
import { isEmptyTerm } from './find-definitions.ts'
import type { Definition, StatedFact } from './find-definitions.ts'
import { rulesOf } from './rules-of.ts'
import type { Home, MaterialIndex, Usage } from './material-index.ts'
import { hashOf } from '../../../kernel/seeded-random.ts'
import { formInNumber, numberOf } from './term-forms.ts'

export interface Distractor {
  readonly concept: ConceptEntry
  readonly form: string
}

/** Concepts of the same kind and chapter that do not answer the question. */
export interface Siblings {
  /** The best first, at most `count`. `description` is what the right answer is described by; `key` the form it is shown in. */
  termsFor(fact: StatedFact, key: string, count: number): Distractor[]
  /** Whether both could be right where one of them is: other names, parts of names, or members of one enumeration. */
  areInterchangeable(left: ConceptEntry, right: ConceptEntry): boolean
  /** From 0 (far apart) to 1 (same section). */
  nearness(left: ConceptEntry, right: ConceptEntry): number
}

const LENGTH_RATIO = 1.5
const LENGTH_SLACK = 3
const OTHER_ANSWER_COVERAGE = 0.6
const SENTENCES_READ = 60
const FARTHEST_DOCUMENTS = 6
const MOST_DISTRACTORS = 3
const NOTHING: ReadonlySet<string> = new Set()

export function createSiblings(index: MaterialIndex, definitions: ReadonlyMap<string, Definition>): Siblings {
  const names = createConceptNames(index)
  const neighbours = neighboursIn(index)
  const found = new Map<string, Distractor[]>()

  /** Whether some sentence says of the other concept what the description says. */
  function alsoAnswers(other: ConceptEntry, { stems }: StatedFact): boolean {
    const defined = definitions.get(other.id)
    if (defined !== undefined && (coverage(stems, defined.stems) >= 0.5 || coverage(defined.stems, stems) >= 0.6)) {
      return true
    }
    return (index.sentencesOf.get(other.id) ?? [])
      .slice(0, SENTENCES_READ)
      .some((sentence) => coverage(stems, index.stems.get(sentence) ?? NOTHING) >= OTHER_ANSWER_COVERAGE)
  }

  function nearness(left: ConceptEntry, right: ConceptEntry): number {
    const [one, other] = [index.homes.get(left.id), index.homes.get(right.id)]
    return one === undefined || other === undefined ? 0 : nearnessOf(one, other, index)
  }

  function likeness(definition: StatedFact, other: ConceptEntry): number {
    const { concept } = definition
    const defined = definitions.get(other.id)
    let score = 1.6 * nearness(concept, other)
    if (defined !== undefined || other.definition !== null) score += 0.6
    if (defined !== undefined && sharesGenus(definition, defined)) score += 0.8
    if ((index.usage.get(other.id)?.emphasised ?? 0) > 0) score += 0.4
    if (ending(concept.name) === ending(other.name)) score += 0.4
    if (lastWord(concept.name) === lastWord(other.name) && concept.name.includes(' ')) score += 0.5
    score += 0.3 * (1 - Math.min(1, Math.abs(concept.name.split(' ').length - other.name.split(' ').length)))
    score += 0.8 * usedAlike(index.usage.get(concept.id), index.usage.get(other.id))
    return score + 0.8 * other.importance + hashOf(`${concept.id} ${other.id}`) / 2 ** 34
  }

  function choose(definition: StatedFact, key: string): Distractor[] {
    const { concept, sentence } = definition
    const inEvidence = new Set(sentence.mentions.map((mention) => mention.conceptId))
    const number = numberOf(key, concept.language)
    const candidates = neighbours(concept)
      .filter((other) => other.id !== concept.id && other.language === concept.language && isSameKind(other, concept))
      .filter((other) => !inEvidence.has(other.id) && startsAlike(other.name, concept))
      .filter((other) => other.language !== 'en' || !ADJECTIVE.test(other.name) || ADJECTIVE.test(key))
      .filter((other) => !(other.kind === 'code' && /\d/.test(other.name) && !/\d/.test(key)))
      .map((other) => ({ concept: other, score: likeness(definition, other) }))
      .toSorted((left, right) => right.score - left.score || (left.concept.id < right.concept.id ? -1 : 1))
    const chosen: Distractor[] = []
    for (const { concept: other } of candidates) {
      if (chosen.length === MOST_DISTRACTORS) break
      const form = formInNumber(other, number, index)
      if (form === null || !isLikeLength(form, key) || names.areInterchangeable(concept, other)) continue
      const isToldOf = names
        .namesOf(other)
        .some((name) => name.length > 0 && name.every((stem) => definition.stems.has(stem)))
      const [name = []] = names.namesOf(other)
      const isThere = chosen.some((one) => areOneName(names.namesOf(one.concept)[0] ?? [], name))
      if (!isToldOf && !isThere && !alsoAnswers(other, definition)) chosen.push({ concept: other, form })
    }
    return chosen
  }

  return {
    areInterchangeable: (left, right) => names.areInterchangeable(left, right),
    nearness,
    termsFor(fact, key, count) {
      const { concept, sentence } = fact
      const id = `${concept.id} ${key} ${sentence.documentAt} ${sentence.at}`
      let chosen = found.get(id)
      if (chosen === undefined) {
        chosen = choose(fact, key)
        found.set(id, chosen)
      }
      return chosen.slice(0, count)
    },
  }
}

/** Concepts at home in the documents around that of a concept. */
function neighboursIn(index: MaterialIndex): (concept: ConceptEntry) => ConceptEntry[] {
  const byDocument = new Map<number, ConceptEntry[]>()
  for (const concept of index.concepts.values()) {
    const documentAt = index.homes.get(concept.id)?.documentAt
    if (documentAt === undefined || !isNameable(concept, index)) continue
    const list = byDocument.get(documentAt)
    if (list === undefined) byDocument.set(documentAt, [concept])
    else list.push(concept)
  }
  return (concept) => {
    const at = index.homes.get(concept.id)?.documentAt
    if (at === undefined) return []
    const places = Array.from({ length: 2 * FARTHEST_DOCUMENTS + 1 }, (_, step) => at - FARTHEST_DOCUMENTS + step)
    return places.flatMap((place) => byDocument.get(place) ?? [])
  }
}

/** A German name that begins with an adjective has another ending in each place of a sentence. */
export const isDeclined = (name: string): boolean => /^\p{Ll}\S*\s/u.test(name)

/** English words that are mostly adjectives. */
const ADJECTIVE = /^\p{Ll}{3,}(?:ic|ous|ive|tal|nal|ial|ual|ral|ical|ular|ary|ated|oid)$/u

const LEAST_ALONE = 0.34

/** Whether a concept can be offered as a term: not of the text itself, and a noun, which often stands without another word after it. */
export function isNameable(concept: ConceptEntry, index: MaterialIndex): boolean {
  const rules = rulesOf(concept.language)
  const usage = index.usage.get(concept.id)
  if (rules === null || usage === undefined || isEmptyTerm(concept, rules)) return false
  // "schwebende Box" is declined by its place in a sentence, so it cannot stand alone as it is.
  if (concept.language === 'de' && isDeclined(concept.name)) return false
  // German tells nouns by their capital.
  return concept.language === 'de' || usage.alone >= LEAST_ALONE * usage.mentions
}

/** German nouns are told by their capital. */
function startsAlike(name: string, { language, kind, name: key }: ConceptEntry): boolean {
  return language !== 'de' || kind === 'code' || /^\p{Lu}/u.test(name) === /^\p{Lu}/u.test(key)
}

/** 1 when both take the same articles as often: things that are counted, or stuff and processes. */
function usedAlike(left: Usage | undefined, right: Usage | undefined): number {
  if (left === undefined || right === undefined) return 0
  const apart =
    Math.abs(left.indefinite / left.mentions - right.indefinite / right.mentions) +
    Math.abs(left.definite / left.mentions - right.definite / right.mentions)
  return 1 - Math.min(1, apart)
}

const COMMON_KINDS: ReadonlySet<string> = new Set(['noun', 'noun-phrase', 'other'])

function isSameKind(left: ConceptEntry, right: ConceptEntry): boolean {
  return left.kind === right.kind || (COMMON_KINDS.has(left.kind) && COMMON_KINDS.has(right.kind))
}

export function isLikeLength(left: string, right: string, ratio = LENGTH_RATIO): boolean {
  const [shorter, longer] = [Math.min(left.length, right.length), Math.max(left.length, right.length)]
  return longer <= shorter * ratio + LENGTH_SLACK
}

function nearnessOf(one: Home, other: Home, index: MaterialIndex): number {
  const apart = Math.abs(one.documentAt - other.documentAt)
  if (apart > FARTHEST_DOCUMENTS) return 0
  if (apart > 0) return 0.5 - (0.4 * apart) / (FARTHEST_DOCUMENTS + 1)
  const sections = index.sectionsAt.get(one.documentAt) ?? []
  const [left, right] = [sections[one.section], sections[other.section]]
  if (one.section === other.section) return 1
  const shared = (left?.headingPath ?? []).filter((heading, at) => right?.headingPath[at] === heading).length
  const between = Math.abs(one.section - other.section)
  return Math.max(0.5, 0.6 + 0.1 * Math.min(3, shared) - 0.02 * Math.min(10, between))
}

const GENUS_END =
  /\s(?:that|which|who|whose|where|of|in|for|with|used|made|formed|composed|from|to|by|on|at|between|der|die|das|des|von|zum|zur|für|mit|aus|um|in|im|auf)\b|[,(]/i

/** The word that a description puts its thing under: "an enzyme that …" → "enzyme". */
function genusOf({ description }: StatedFact): string {
  const phrase = description.replace(/^(?:an?|the|any|ein|eine|einer|einen|der|die|das|den)\s+/i, '')
  return lastWord(phrase.split(GENUS_END)[0] ?? '').toLowerCase()
}

function sharesGenus(left: StatedFact, right: StatedFact): boolean {
  const genus = genusOf(left)
  return genus !== '' && genus === genusOf(right)
}

const ending = (name: string): string => name.slice(-3).toLowerCase()
const lastWord = (name: string): string => name.trim().split(/\s+/).at(-1) ?? ''
