import { breathe } from '../../../kernel/breathe.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { QuestionWish, QuestionWriter } from '../../../ports/question-writer.ts'
import type { Candidate } from './candidate.ts'
import { createSiblings } from './distractors.ts'
import type { Definition } from './find-definitions.ts'
import { rulesOf } from './rules-of.ts'
import { createMaterialReading, type ReadMaterial } from './material-reading.ts'
import type { EvidenceSentence } from './material-index.ts'
import { selectDrafts } from './select-drafts.ts'
import { standsAlone } from './self-contained.ts'
import { definitionCloze, looseCloze, sentenceCloze } from './write-cloze.ts'
import { askForTerm, chooseDescription, chooseTerm } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'
import { askForExpansions } from './write-expansions.ts'
import { fromGap } from './write-gap-questions.ts'
import { matchTerms } from './write-matching.ts'
import { orderSteps } from './write-ordering.ts'
import { changedNumber } from './write-changed-number.ts'
import { trueOrFalse } from './write-true-false.ts'

const SENTENCES_PER_SLICE = 8
/** Candidates per question wished for from which there is choice enough. */
const PLENTY = 2
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Questions by patterns of the language and the statistics of the concepts; no model is asked. English and German give all types,
 * other languages gaps in sentences only.
 */
export function createExtractiveQuestionWriter({
  eventBus,
}: {
  readonly eventBus: Pick<EventBus, 'subscribe'>
}): QuestionWriter {
  const material = createMaterialReading()
  eventBus.subscribe((event) => {
    if (event.type === 'document-deleted') material.forget(event)
  })
  return {
    name: 'extractive',
    async write(given, wish, signal) {
      const candidates = await allCandidates(await material.read(given), wish, signal)
      return selectDrafts(candidates, wish)
    },
  }
}

async function allCandidates(
  { index, defined, defining }: ReadMaterial,
  wish: QuestionWish,
  signal: AbortSignal | undefined,
): Promise<Candidate[]> {
  signal?.throwIfAborted()
  const definitions = new Map([...defined].flatMap(([id, [best]]) => (best === undefined ? [] : [[id, best] as const])))
  const tools: WritingTools = { index, definitions, siblings: createSiblings(index, definitions), seed: wish.seed }
  const wishes = new Set(wish.types)
  const candidates: Candidate[] = []
  const keep = (candidate: Candidate | null): void => {
    if (candidate !== null && wishes.has(candidate.draft.type) && isWished(candidate, wish)) candidates.push(candidate)
  }
  for (const definition of [...defined.values()].flat()) {
    if (!isInScope(definition, wish)) continue
    for (const candidate of fromDefinition(definition, tools)) {
      keep(candidate)
      await breathe()
      signal?.throwIfAborted()
    }
  }
  const sentences = index.sentences.filter(({ document }) => wish.documentIds?.has(document.documentId) !== false)
  const gather = async (write: (one: EvidenceSentence) => Iterable<Candidate | null>): Promise<void> => {
    for (const [at, sentence] of sentences.entries()) {
      if (at % SENTENCES_PER_SLICE === 0) await breathe()
      signal?.throwIfAborted()
      for (const candidate of write(sentence)) keep(candidate)
    }
  }
  await gather((sentence) => fromSentence(sentence, defining.get(sentence) ?? NOTHING, tools))
  if (wishes.has('ordering')) for await (const candidate of allSteps(tools)) keep(candidate)
  // The least of all: only where the rest may not be enough.
  if (candidates.length < PLENTY * wish.count) {
    await gather((sentence) => fromPlainStatement(sentence, defining.get(sentence) ?? NOTHING, tools))
  }
  return candidates
}

async function* allSteps(tools: WritingTools): AsyncGenerator<Candidate> {
  for (const document of tools.index.documents) {
    const rules = rulesOf(document.language)
    if (rules === null) continue
    await breathe()
    yield* orderSteps(document, rules, tools)
  }
}

function isInScope({ concept, sentence }: Definition, { conceptIds, documentIds }: QuestionWish): boolean {
  return conceptIds?.has(concept.id) !== false && documentIds?.has(sentence.document.documentId) !== false
}

function isWished({ draft }: Candidate, { conceptIds, documentIds }: QuestionWish): boolean {
  return conceptIds?.has(draft.conceptId) !== false && documentIds?.has(draft.evidence.documentId) !== false
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

/** `taken`: concepts that the sentence defines, of which it is asked already. */
function* fromSentence(
  sentence: EvidenceSentence,
  taken: ReadonlySet<string>,
  tools: WritingTools,
): Generator<Candidate | null> {
  const rules = rulesOf(sentence.document.language)
  if (rules !== null && sentence.range.kind === 'paragraph') yield* askForExpansions(sentence, rules, tools.index)
  const standing = standingOf(sentence)
  if (standing === 0) return
  for (const mention of sentence.mentions) {
    if (taken.has(mention.conceptId)) continue
    const gap = sentenceCloze(sentence, mention, standing, tools.index)
    yield gap
    if (gap !== null && rules !== null) yield* fromGap(gap, { sentence, mention }, rules, tools)
  }
  if (rules !== null) yield changedNumber(sentence, standing, rules, tools)
}

function* fromPlainStatement(
  sentence: EvidenceSentence,
  taken: ReadonlySet<string>,
  tools: WritingTools,
): Generator<Candidate | null> {
  const rules = rulesOf(sentence.document.language)
  const loose = rules === null ? null : looseCloze(sentence, standingOf(sentence), tools.index)
  if (rules === null || loose === null || taken.has(loose.mention.conceptId)) return
  yield* fromGap(loose.gap, { sentence, mention: loose.mention }, rules, tools)
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
