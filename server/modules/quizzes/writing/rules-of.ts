import { ENGLISH_RULES } from './english-rules.ts'
import { GERMAN_RULES } from './german-rules.ts'
import type { LanguageRules } from './language-rules.ts'

const RULES: ReadonlyMap<string, LanguageRules> = new Map(
  [ENGLISH_RULES, GERMAN_RULES].map((one) => [one.language, one]),
)

/** Null for a language without rules: only gaps can be asked for in it. */
export function rulesOf(language: string): LanguageRules | null {
  return RULES.get(language) ?? null
}
