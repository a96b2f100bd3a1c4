import { breathe } from '../../../kernel/breathe.ts'
import type { QuestionMaterial, QuestionWish, QuestionWriter } from '../../../ports/question-writer.ts'
import type { Candidate } from './candidate.ts'
import { createSiblings } from './distractors.ts'
import { definitionIn } from './find-definitions.ts'
import type { Definition } from './find-definitions.ts'
import { rulesOf } from './rules-of.ts'
import { indexMaterial } from './material-index.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { selectDrafts } from './select-drafts.ts'
import { standsAlone } from './self-contained.ts'
import { definitionCloze, sentenceCloze } from './write-cloze.ts'
import { askForTerm, chooseDescription, chooseTerm } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'
import { askForExpansions } from './write-expansions.ts'
import { matchTerms } from './write-matching.ts'
import { orderSteps } from './write-ordering.ts'
import { changedNumber } from './write-changed-number.ts'
import { trueOrFalse } from './write-true-false.ts'

const SENTENCES_PER_SLICE = 8

/**
 * Questions by patterns of the language and the statistics of the concepts; no model is asked. English and German give all types,
 * other languages gaps in sentences only.
 */
export function createExtractiveQuestionWriter(): QuestionWriter {
  return {
    name: 'extractive',
    async write(material, wish, signal) {
      const candidates = await allCandidates(material, wish, signal)
      return selectDrafts(candidates, wish)
    },
  }
}

async function allCandidates(
  material: QuestionMaterial,
  wish: QuestionWish,
  signal: AbortSignal | undefined,
): Promise<Candidate[]> {
  const index = await indexMaterial(material)
  const definitions = await bestDefinitions(index, signal)
  const tools: WritingTools = { index, definitions, siblings: createSiblings(index, definitions), seed: wish.seed }
  const wishes = new Set(wish.types)
  const candidates: Candidate[] = []
  const keep = (candidate: Candidate | null): void => {
    if (candidate !== null && wishes.has(candidate.draft.type) && isWished(candidate, wish)) candidates.push(candidate)
  }
  for (const definition of definitions.values()) {
    if (!isInScope(definition, wish)) continue
    for (const candidate of fromDefinition(definition, tools)) {
      keep(candidate)
      await breathe()
      signal?.throwIfAborted()
    }
  }
  for (const [at, sentence] of index.sentences.entries()) {
    if (at % SENTENCES_PER_SLICE === 0) await breathe()
    signal?.throwIfAborted()
    if (wish.documentIds?.has(sentence.document.documentId) === false) continue
    for (const candidate of fromSentence(sentence, tools)) keep(candidate)
  }
  for (const document of index.documents) {
    const rules = rulesOf(document.language)
    if (rules === null || !wishes.has('ordering')) continue
    await breathe()
    for (const candidate of orderSteps(document, rules, tools)) keep(candidate)
  }
  return candidates
}

function isInScope({ concept, sentence }: Definition, { conceptIds, documentIds }: QuestionWish): boolean {
  return conceptIds?.has(concept.id) !== false && documentIds?.has(sentence.document.documentId) !== false
}

function isWished({ draft }: Candidate, { conceptIds, documentIds }: QuestionWish): boolean {
  return conceptIds?.has(draft.conceptId) !== false && documentIds?.has(draft.evidence.documentId) !== false
}

/** The best definition of each concept. */
async function bestDefinitions(
  index: MaterialIndex,
  signal: AbortSignal | undefined,
): Promise<Map<string, Definition>> {
  const best = new Map<string, Definition>()
  for (const [at, sentence] of index.sentences.entries()) {
    if (at % SENTENCES_PER_SLICE === 0) await breathe()
    signal?.throwIfAborted()
    const rules = rulesOf(sentence.document.language)
    if (rules === null) continue
    for (const mention of sentence.mentions) {
      const concept = index.concepts.get(mention.conceptId)
      const definition = concept === undefined ? null : definitionIn(sentence, mention, concept, rules)
      if (definition === null) continue
      if (definition.quality > (best.get(definition.concept.id)?.quality ?? 0)) {
        best.set(definition.concept.id, definition)
      }
    }
  }
  return best
}

function* fromDefinition(definition: Definition, tools: WritingTools): Generator<Candidate | null> {
  const rules = rulesOf(definition.sentence.document.language)
  if (rules === null) return
  const standing = standingOf(definition.sentence)
  yield definitionCloze(definition, standing, tools.index)
  yield askForTerm(definition, rules, tools)
  yield chooseTerm(definition, rules, tools)
  yield chooseDescription(definition, rules, tools)
  yield trueOrFalse(definition, standing, rules, tools)
  yield matchTerms(definition, rules, tools)
}

function* fromSentence(sentence: EvidenceSentence, tools: WritingTools): Generator<Candidate | null> {
  const rules = rulesOf(sentence.document.language)
  if (rules !== null && sentence.range.kind === 'paragraph') yield* askForExpansions(sentence, rules, tools.index)
  const standing = standingOf(sentence)
  if (standing === 0) return
  for (const mention of sentence.mentions) yield sentenceCloze(sentence, mention, standing, tools.index)
  if (rules !== null) yield changedNumber(sentence, standing, rules, tools)
}

const OTHER_LANGUAGE_STANDING = 0.8

function standingOf({ text, range, mentions, document }: EvidenceSentence): number {
  const rules = rulesOf(document.language)
  const named = (mentions[0]?.end ?? range.end) - range.start
  if (rules !== null) return standsAlone(text, named, rules)
  // Without rules of the language only a sentence that begins with what it is about is trusted.
  return named < text.length / 3 && /[.。]$/.test(text) && text.length > 40 && text.length < 250
    ? OTHER_LANGUAGE_STANDING
    : 0
}
