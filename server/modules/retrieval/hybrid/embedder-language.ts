import { detectLanguage } from '../../../kernel/text/detect-language.ts'
import { queryLanguage } from '../../../kernel/text/query-language.ts'

/**
 * Whether the query is in a language that the embedder was not made for. Unknown where the query is too short to tell: then the
 * library's only language counts, and without one nothing is held against the embedder.
 */
export function isForeignTo(
  embedderLanguages: readonly string[],
  query: string,
  libraryLanguages: readonly string[],
): boolean {
  if (embedderLanguages.includes('multi')) return false
  const told = queryLanguage(query, libraryLanguages) ?? detectLanguage(query)
  const only = libraryLanguages.length === 1 ? (libraryLanguages[0] ?? 'und') : 'und'
  const language = told === 'und' ? only : told
  return language !== 'und' && !embedderLanguages.includes(language)
}
