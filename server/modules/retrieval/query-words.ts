import { type AnalyzedToken, analyze } from '../../kernel/text/analyze.ts'
import { queryLanguage } from '../../kernel/text/query-language.ts'
import { isStopWord } from '../../kernel/text/stop-words.ts'

/** The words of a query as each language of the library has them; every text is analysed once. */
export interface QueryWords {
  readonly analyzed: (text: string, language: string) => readonly AnalyzedToken[]
  /**
   * Without the function words of the language that the query is asked in: "of" is no stop word in German, and German
   * passages that hold it are no answer to an English question. When nothing else is left in any language, they count.
   */
  readonly telling: (text: string, language: string) => readonly AnalyzedToken[]
}

/** @param query all that is looked for; its parts are asked for later */
export function createQueryWords(query: string, languages: readonly string[]): QueryWords {
  const known = new Map<string, readonly AnalyzedToken[]>()
  const asked = queryLanguage(query, languages)

  function analyzed(text: string, language: string): readonly AnalyzedToken[] {
    const key = `${language}\n${text}`
    const tokens = known.get(key) ?? analyze(text, language)
    known.set(key, tokens)
    return tokens
  }
  function withoutAsking(text: string, language: string): readonly AnalyzedToken[] {
    const tokens = analyzed(text, language)
    return asked === null || asked === language ? tokens : tokens.filter(({ word }) => !isStopWord(word, asked))
  }

  const nothingElse = languages.every((language) => withoutAsking(query, language).length === 0)
  return { analyzed, telling: nothingElse ? analyzed : withoutAsking }
}
