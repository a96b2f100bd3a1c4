import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { factsOf } from './draft-facts.ts'
import type { Rule } from './rule.ts'
import { ANSWER_RULES } from './answer-rules.ts'
import { FORM_RULES } from './form-rules.ts'
import { GRAMMAR_RULES } from './grammar-rules.ts'
import { OPTION_RULES } from './option-rules.ts'
import { SERIES_RULES } from './series-rules.ts'
import { SOURCE_RULES } from './source-rules.ts'
import type { VerificationContext } from './verification-context.ts'
import { WORDING_RULES } from './wording-rules.ts'

/** All rules, in the order in which they are tried: what is malformed first, as the others rely on the form. */
export const RULES: readonly Rule[] = [
  ...FORM_RULES,
  ...SOURCE_RULES,
  ...OPTION_RULES,
  ...GRAMMAR_RULES,
  ...ANSWER_RULES,
  ...SERIES_RULES,
  ...WORDING_RULES,
]

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly rule: string }

/** Looks a draft over by all rules. @returns the first rule that it breaks. */
export function verifyDraft(draft: QuestionDraft, context: VerificationContext): Verdict {
  const facts = factsOf(draft, context)
  const broken = RULES.find((rule) => rule.types.includes(draft.type) && rule.offends(facts))
  return broken === undefined ? { ok: true } : { ok: false, rule: broken.id }
}
