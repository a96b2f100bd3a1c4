import type { Candidate } from './candidate.ts'
import { contentStems } from './content-stems.ts'
import { isNameable } from './distractors.ts'
import type { Definition } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import { hashOf, randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { canStandBeside, descriptionInside, isPlain, keyOf } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'

const FEWEST_PAIRS = 4
const MOST_PAIRS = 5
/** Descriptions that are paired may differ in length more than options, of which one is right. */
const LENGTH_RATIO = 3
const LONGEST_STRETCH = 5500

/**
 * Terms to pair with descriptions of the same form from the same chapter. The evidence is the stretch from the first to the last of
 * the definitions, so all of them stand in one document.
 */
export function matchTerms(start: Definition, rules: LanguageRules, tools: WritingTools): Candidate | null {
  if (!isPlain(start) || !hasContent(start) || !isNameable(start.concept, tools.index)) return null
  const group: Definition[] = [start]
  const near = [...tools.definitions.values()]
    .filter(
      (other) =>
        isPlain(other) &&
        hasContent(other) &&
        other.sentence.document === start.sentence.document &&
        isNameable(other.concept, tools.index),
    )
    .toSorted(
      (left, right) =>
        Math.abs(left.start - start.start) - Math.abs(right.start - start.start) || left.start - right.start,
    )
  for (const other of near) {
    if (group.length === MOST_PAIRS) break
    if (
      kindOf(other) === kindOf(start) &&
      group.every((one) => canStandBeside(other, one, { siblings: tools.siblings, ratio: LENGTH_RATIO }))
    ) {
      group.push(other)
    }
  }
  if (group.length < FEWEST_PAIRS) return null
  const ordered = group.toSorted((left, right) => left.start - right.start)
  const { document } = start.sentence
  if ((ordered.at(-1)?.sentence.range.end ?? 0) - (ordered[0]?.sentence.range.start ?? 0) > LONGEST_STRETCH) return null
  const random = randomFor(tools.seed, `pairs ${start.concept.id}`)
  const left = shuffled(ordered, random)
  const right = shuffled(ordered, random)
  const evidence = {
    documentId: document.documentId,
    start: Math.min(...ordered.map((one) => one.sentence.range.start)),
    end: Math.max(...ordered.map((one) => one.sentence.range.end)),
  }
  const names = left.map((one) => keyOf(one, tools.index))
  return {
    quality: Math.min(...group.map((one) => one.quality)) + 0.05 - hashOf(start.concept.id) / 2 ** 40,
    draft: {
      type: 'matching',
      stem: rules.wording.match(),
      options: [],
      left: names,
      right: right.map((one) => descriptionInside(one, rules)),
      answer: { order: left.map((one) => right.indexOf(one)) },
      answerText: left.map((one, at) => `${names[at] ?? ''}: ${one.description}`).join('; '),
      accepted: [],
      conceptId: start.concept.id,
      evidence,
      bloom: 'understand',
      language: document.language,
      difficulty: 0.3 + 0.5 * start.concept.difficulty,
      pattern: `matching-${start.pattern.form}`,
    },
  }
}

/** Descriptions that read alike beside one another; whether of one thing or of many matters less in pairs. */
function kindOf({ pattern: { form } }: Definition): string {
  return form === 'plural' ? 'nominative' : form
}

/** Signs that are written like function words ("if", "as") are found anywhere, so nothing shows that they stand in the evidence. */
function hasContent({ concept }: Definition): boolean {
  return contentStems(concept.name, concept.language).size > 0
}
