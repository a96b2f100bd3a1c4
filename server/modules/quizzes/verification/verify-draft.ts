import type { QuestionDraft, QuestionMaterial } from '../../../ports/question-writer.ts'
import type { ConceptEntry } from '../../../ports/study-material.ts'
import { factsOf } from './draft-facts.ts'
import type { Rule, VerificationContext } from './rule.ts'
import { ANSWER_RULES } from './answer-rules.ts'
import { FORM_RULES } from './form-rules.ts'
import { GRAMMAR_RULES } from './grammar-rules.ts'
import { OPTION_RULES } from './option-rules.ts'
import { SERIES_RULES } from './series-rules.ts'
import { SOURCE_RULES } from './source-rules.ts'
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

export function verificationContext({ map, documents }: QuestionMaterial): VerificationContext {
  const conceptsByName = new Map<string, ConceptEntry>()
  for (const concept of map.concepts) {
    for (const name of [concept.name, ...concept.aliases]) {
      const lower = name.toLowerCase()
      if (!conceptsByName.has(lower)) conceptsByName.set(lower, concept)
    }
  }
  return {
    documents: new Map(documents.map((document) => [document.documentId, document])),
    concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
    conceptsByName,
  }
}
