import type { ConceptEntry } from '../../../ports/study-material.ts'
import { contentStems, contentWords, coverage, isAkin } from './content-stems.ts'
import { isEmptyTerm } from './find-definitions.ts'
import type { Definition } from './find-definitions.ts'
import { rulesOf } from './language-rules.ts'
import type { EvidenceSentence, Home, MaterialIndex, Usage } from './material-index.ts'
import { hashOf } from './seeded-random.ts'
import { formInNumber, numberOf } from './term-forms.ts'

export interface Distractor {
  readonly concept: ConceptEntry
  readonly form: string
}

/** Concepts of the same kind and chapter that do not answer the question. */
export interface Siblings {
  /** The best first, at most `count`. `description` is what the right answer is described by; `key` the form it is shown in. */
  termsFor(definition: Definition, key: string, count: number): Distractor[]
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

export function createSiblings(index: MaterialIndex, definitions: ReadonlyMap<string, Definition>): Siblings {
  const stemsOfConcept = new Map<string, readonly (readonly string[])[]>()
  const listed = new Map<string, Set<string>>()
  const sentenceStems = new Map<EvidenceSentence, ReadonlySet<string>>()
  const byDocument = new Map<number, ConceptEntry[]>()
  for (const concept of index.concepts.values()) {
    const documentAt = index.homes.get(concept.id)?.documentAt
    if (documentAt === undefined || !isNameable(concept, index)) continue
    const list = byDocument.get(documentAt)
    if (list === undefined) byDocument.set(documentAt, [concept])
    else list.push(concept)
  }
  const found = new Map<string, Distractor[]>()

  /** Concepts at home in the documents around that of a concept. */
  function neighbours(concept: ConceptEntry): ConceptEntry[] {
    const at = index.homes.get(concept.id)?.documentAt
    if (at === undefined) return []
    const near: ConceptEntry[] = []
    for (let place = at - FARTHEST_DOCUMENTS; place <= at + FARTHEST_DOCUMENTS; place++)
      near.push(...(byDocument.get(place) ?? []))
    return near
  }

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

  function stemsOf(sentence: EvidenceSentence): ReadonlySet<string> {
    let stems = sentenceStems.get(sentence)
    if (stems === undefined) {
      stems = contentStems(sentence.text, sentence.document.language)
      sentenceStems.set(sentence, stems)
    }
    return stems
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

  /** Whether some sentence says of the other concept what the description says. */
  function alsoAnswers(other: ConceptEntry, { stems }: Definition): boolean {
    const defined = definitions.get(other.id)
    if (defined !== undefined && (coverage(stems, defined.stems) >= 0.5 || coverage(defined.stems, stems) >= 0.6))
      return true
    return (index.sentencesOf.get(other.id) ?? [])
      .slice(0, SENTENCES_READ)
      .some((sentence) => coverage(stems, stemsOf(sentence)) >= OTHER_ANSWER_COVERAGE)
  }

  function nearness(left: ConceptEntry, right: ConceptEntry): number {
    const [one, other] = [index.homes.get(left.id), index.homes.get(right.id)]
    return one === undefined || other === undefined ? 0 : nearnessOf(one, other, index)
  }

  function likeness(definition: Definition, other: ConceptEntry): number {
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

  function choose(definition: Definition, key: string): Distractor[] {
    const { concept, sentence } = definition
    const inEvidence = new Set(sentence.mentions.map((mention) => mention.conceptId))
    const number = numberOf(key, concept.language)
    const candidates = neighbours(concept)
      .filter((other) => other.id !== concept.id && other.language === concept.language && isSameKind(other, concept))
      .filter((other) => !inEvidence.has(other.id) && startsAlike(other.name, concept))
      .filter((other) => other.language !== 'en' || !ADJECTIVE.test(other.name) || ADJECTIVE.test(key))
      .map((other) => ({ concept: other, score: likeness(definition, other) }))
      .toSorted((left, right) => right.score - left.score || (left.concept.id < right.concept.id ? -1 : 1))
    const chosen: Distractor[] = []
    for (const { concept: other } of candidates) {
      if (chosen.length === MOST_DISTRACTORS) break
      const form = formInNumber(other, number, index)
      if (form === null || !isLikeLength(form, key) || areInterchangeable(concept, other)) continue
      const isToldOf = namesOf(other).some(
        (name) => name.length > 0 && name.every((stem) => definition.stems.has(stem)),
      )
      if (isToldOf || chosen.some((one) => areOneName(namesOf(one.concept)[0] ?? [], namesOf(other)[0] ?? []))) continue
      if (!alsoAnswers(other, definition)) chosen.push({ concept: other, form })
    }
    return chosen
  }

  return {
    areInterchangeable,
    nearness,
    termsFor(definition, key, count) {
      const id = `${definition.concept.id} ${key}`
      let chosen = found.get(id)
      if (chosen === undefined) {
        chosen = choose(definition, key)
        found.set(id, chosen)
      }
      return chosen.slice(0, count)
    },
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

function isSameKind(left: ConceptEntry, right: ConceptEntry): boolean {
  const coarse = (kind: string): string =>
    kind === 'noun' || kind === 'noun-phrase' || kind === 'other' ? 'common' : kind
  return coarse(left.kind) === coarse(right.kind)
}

export function isLikeLength(left: string, right: string, ratio = LENGTH_RATIO): boolean {
  const [shorter, longer] = [Math.min(left.length, right.length), Math.max(left.length, right.length)]
  return longer <= shorter * ratio + LENGTH_SLACK
}

/** One name holds the other ("cell membrane", "membrane"), or both begin alike ("glycosidic bond", "glycosidic linkage"). */
function areOneName(left: readonly string[], right: readonly string[]): boolean {
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
function genusOf({ description }: Definition): string {
  const phrase = description.replace(/^(?:an?|the|any|ein|eine|einer|einen|der|die|das|den)\s+/i, '')
  return lastWord(phrase.split(GENUS_END)[0] ?? '').toLowerCase()
}

function sharesGenus(left: Definition, right: Definition): boolean {
  const genus = genusOf(left)
  return genus !== '' && genus === genusOf(right)
}

const ending = (name: string): string => name.slice(-3).toLowerCase()
const lastWord = (name: string): string => name.trim().split(/\s+/).at(-1) ?? ''
