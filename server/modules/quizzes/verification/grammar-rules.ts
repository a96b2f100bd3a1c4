import { isPlural } from './plural.ts'
import { cuesOf } from './cue-words.ts'
import type { DraftFacts, WordedText } from './draft-facts.ts'
import type { Rule } from './rule.ts'

const CHOICE = ['multiple-choice'] as const

/** Whether grammar alone rules options out. */
export const GRAMMAR_RULES: readonly Rule[] = [
  { id: 'grammar-cue-article', types: CHOICE, offends: hasArticleCue },
  { id: 'grammar-cue-number', types: CHOICE, offends: hasNumberCue },
]

/** "… is called an": options with a consonant are out. A German article tells the gender, which is not known of options: not asked so. */
function hasArticleCue({ draft, options, language }: DraftFacts): boolean {
  if (cuesOf(language)?.openArticle.test(draft.stem) !== true) return false
  if (language !== 'en') return true
  return new Set(options.map(({ text }) => /^["“(]*[aeio]|^["“(]*u(?!ni|se|til)/iu.test(text))).size > 1
}

/** The verb asks for several things and an option is one thing, or the right option alone is so. */
function hasNumberCue({ draft, key, distractors, ...facts }: DraftFacts): boolean {
  const cues = cuesOf(facts.language)
  if (cues === null) return false
  const numberOf = (option: WordedText): boolean | null => isPlural(option, facts)
  const own = numberOf(key)
  if (own === null) return false
  const others = distractors.map(numberOf)
  if (others.every((other) => other !== null && other !== own)) return true
  const asked = cues.asksForSeveral.test(draft.stem) || cues.asksForOne.test(draft.stem)
  return asked && key.words.length <= 4 && others.some((other) => other !== null && other !== own)
}
