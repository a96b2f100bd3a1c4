import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { Candidate } from './candidate.ts'
import { contentStems, coverage } from './content-stems.ts'
import type { Siblings } from './distractors.ts'
import { isDeclined, isLikeLength, isNameable } from './distractors.ts'
import type { Definition, StatedFact } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import type { MaterialIndex } from './material-index.ts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { insideSentence } from './term-forms.ts'
import { acceptedFor } from './write-cloze.ts'

const DISTRACTORS = 3

export interface WritingTools {
  readonly index: MaterialIndex
  readonly siblings: Siblings
  /** Best definition of each concept that has one, of all documents. */
  readonly definitions: ReadonlyMap<string, Definition>
  readonly seed: number
}

/** The term of a definition as it is asked for: the words of the document, small inside a sentence. */
export function keyOf({ concept, sentence, mention }: Definition, index: MaterialIndex): string {
  return insideSentence(sentence.document.text.slice(mention.start, mention.end), concept, index)
}

/** The description in a sentence of ours: small where only its place made it large, and with the comma that ends its clause. */
export function descriptionInside({ description, pattern, sentence, end }: Definition, rules: LanguageRules): string {
  if (pattern.name !== 'called') return description
  const { text } = sentence.document
  const [first = ''] = description.split(' ')
  const small = first.charAt(0).toLowerCase() + first.slice(1)
  const isSmall =
    rules.determiner.test(description) ||
    (rules.language === 'en' &&
      !/^[\p{Lu}\d-]{2,}/u.test(first) &&
      (text.includes(` ${small} `) || !isNameInText(first, text)))
  return (isSmall ? small + description.slice(first.length) : description) + (text.charAt(end) === ',' ? ',' : '')
}

/** Whether a word has its capital inside sentences too. */
function isNameInText(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (/[\p{Ll},] $/u.test(text.slice(Math.max(0, at - 2), at))) return true
  }
  return false
}

/** "Which term is described here …?" with terms to choose from. */
export function chooseTerm(definition: Definition, rules: LanguageRules, tools: WritingTools): Candidate | null {
  if (!isPlain(definition) || !isNameable(definition.concept, tools.index)) return null
  const key = keyOf(definition, tools.index)
  if (rules.language === 'de' && isDeclined(key)) return null
  const distractors = tools.siblings.termsFor(definition, key, DISTRACTORS)
  if (distractors.length < DISTRACTORS) return null
  const { options, at } = mixed(
    key,
    distractors.map((one) => one.form),
    definition,
    tools.seed,
  )
  const draft: QuestionDraft = {
    ...about(definition),
    type: 'multiple-choice',
    stem: termStem(definition, rules),
    options,
    answer: { option: at },
    answerText: key,
    accepted: acceptedFor(definition.concept, key),
    bloom: 'remember',
    difficulty: 0.2 + 0.5 * definition.concept.difficulty,
    pattern: `choose-term-${definition.pattern.name}`,
  }
  return { draft, quality: definition.quality }
}

/** The sentence of a gap with terms to choose from. */
export function chooseForGap(
  fact: StatedFact,
  gap: QuestionDraft,
  rules: LanguageRules,
  tools: WritingTools,
): QuestionDraft | null {
  const { concept } = fact
  const distractors = tools.siblings.termsFor(fact, gap.answerText, DISTRACTORS)
  if (distractors.length < DISTRACTORS) return null
  const { options, at } = mixed(
    gap.answerText,
    distractors.map((one) => one.form),
    fact,
    tools.seed,
  )
  return {
    ...gap,
    type: 'multiple-choice',
    stem: rules.wording.fillsGap(gap.stem),
    options,
    answer: { option: at },
    accepted: acceptedFor(concept, gap.answerText),
    difficulty: 0.2 + 0.5 * concept.difficulty,
    pattern: `choose-${gap.pattern}`,
  }
}

/** "Which description fits …?" with descriptions of the same form to choose from. */
export function chooseDescription(definition: Definition, rules: LanguageRules, tools: WritingTools): Candidate | null {
  if (!isPlain(definition) || !isNameable(definition.concept, tools.index)) return null
  if (rules.language === 'de' && isDeclined(keyOf(definition, tools.index))) return null
  const { concept } = definition
  const key = descriptionInside(definition, rules)
  const others = [...tools.definitions.values()]
    .filter((other) => isPlain(other) && other.pattern.form === definition.pattern.form)
    .filter((other) => tools.siblings.nearness(concept, other.concept) > 0)
    .filter((other) => canStandBeside(other, definition, tools))
    .map((other) => ({ other, near: tools.siblings.nearness(concept, other.concept) + 0.3 * other.quality }))
    .toSorted((left, right) => right.near - left.near || (left.other.concept.id < right.other.concept.id ? -1 : 1))
  const chosen: Definition[] = []
  for (const { other } of others) {
    if (chosen.length === DISTRACTORS) break
    if (!chosen.some((one) => areAlike(one, other))) chosen.push(other)
  }
  const texts = chosen.map((one) => descriptionInside(one, rules))
  if (texts.length < DISTRACTORS || texts.every((text) => text.length < key.length)) return null
  const { options, at } = mixed(key, texts, definition, tools.seed)
  const draft: QuestionDraft = {
    ...about(definition),
    type: 'multiple-choice',
    stem: rules.wording[isPredicate(definition) ? 'whichPredicate' : 'whichDescription'](
      keyOf(definition, tools.index),
    ),
    options,
    answer: { option: at },
    answerText: definition.description,
    accepted: [],
    bloom: 'understand',
    difficulty: 0.3 + 0.5 * concept.difficulty,
    pattern: `choose-description-${definition.pattern.name}`,
  }
  return { draft, quality: definition.quality - 0.05 }
}

/** Whether term and description can stand among others without a word in common that would tell the pair. */
export function isPlain({ pattern, sharesHead }: Definition): boolean {
  return pattern.name !== 'stands-for' && !sharesHead
}

/** Whether the description of another concept can be a wrong option: about as long, and of something else. */
export function canStandBeside(
  other: Definition,
  definition: Definition,
  { siblings, ratio }: Pick<WritingTools, 'siblings'> & { readonly ratio?: number },
): boolean {
  const { concept } = definition
  return (
    other.concept.id !== concept.id &&
    other.concept.language === concept.language &&
    isLikeLength(other.description, definition.description, ratio) &&
    !siblings.areInterchangeable(concept, other.concept) &&
    !areAlike(other, definition) &&
    // It must not speak of the concept that is asked about.
    coverage(contentStems(concept.name, concept.language), other.stems) < 1
  )
}

const ALIKE = 0.5

function areAlike(left: Definition, right: Definition): boolean {
  return coverage(left.stems, right.stems) >= ALIKE || coverage(right.stems, left.stems) >= ALIKE
}

/** What would fit many terms, unless some are given to choose from. */
const NOT_ASKED: ReadonlySet<string> = new Set(['entry', 'does', 'used-for'])

/** "What is … called?": the learner writes the term. */
export function askForTerm(definition: Definition, rules: LanguageRules, tools: WritingTools): Candidate | null {
  const isExpansion = definition.pattern.name === 'stands-for'
  if (NOT_ASKED.has(definition.pattern.name) || definition.concept.name.split(' ').length > 4) return null
  if (!isExpansion && !isNameable(definition.concept, tools.index)) return null
  const key = keyOf(definition, tools.index)
  if (rules.language === 'de' && isDeclined(key)) return null
  const answerText = isExpansion ? definition.description : key
  const draft: QuestionDraft = {
    ...about(definition),
    type: 'short-answer',
    stem: isExpansion ? rules.wording.standsFor(key) : termStem(definition, rules),
    options: [],
    answer: { text: answerText },
    answerText,
    accepted: isExpansion ? [] : acceptedFor(definition.concept, key),
    bloom: 'remember',
    difficulty: 0.4 + 0.5 * definition.concept.difficulty,
    pattern: `ask-${definition.pattern.name}`,
  }
  return { draft, quality: definition.quality - (definition.pattern.name === 'called' || isExpansion ? 0 : 0.08) }
}

function termStem(definition: Definition, rules: LanguageRules): string {
  const description = descriptionInside(definition, rules)
  if (isPredicate(definition)) return rules.wording.whichTermDoes(description)
  if (definition.pattern.name === 'used-for') return rules.wording.whatIsUsed(description)
  return definition.pattern.name === 'called'
    ? rules.wording.whatIsCalled(description, definition.verb)
    : rules.wording.whichTerm(description)
}

/** Whether it says what the term does ("allows you to …") rather than what it is. */
export const isPredicate = ({ pattern }: Definition): boolean => pattern.name === 'does'

/** What every question from a definition has. */
export function about({
  concept,
  sentence,
}: StatedFact): Pick<QuestionDraft, 'left' | 'right' | 'options' | 'conceptId' | 'evidence' | 'language'> {
  const { document, range } = sentence
  return {
    options: [],
    left: [],
    right: [],
    conceptId: concept.id,
    evidence: { documentId: document.documentId, start: range.start, end: range.end },
    language: document.language,
  }
}

/** Options in an order fixed by seed and concept, so that the right one stands anywhere as often. */
function mixed(
  key: string,
  others: readonly string[],
  { concept }: StatedFact,
  seed: number,
): { options: string[]; at: number } {
  const options = shuffled([key, ...others], randomFor(seed, `options ${concept.id} ${key}`))
  return { options, at: options.indexOf(key) }
}
