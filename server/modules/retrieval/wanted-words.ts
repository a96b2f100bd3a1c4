import { type AnalyzedToken, analyzeOnly } from '../../kernel/text/analyze.ts'
import type { QueryPlan } from './query-plan.ts'

const NOTHING: ReadonlySet<string> = new Set()

/** The words of a text that match a term of the query outside its phrases. */
export function wantedWords(text: string, language: string, plan: QueryPlan): AnalyzedToken[] {
  return analyzeOnly(text, language, plan.wantedTerms.get(language) ?? NOTHING)
}
