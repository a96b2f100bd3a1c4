import type { EarlierTurn } from '@learnpath/contracts'
import { analyze } from '../../kernel/text/analyze.ts'
import { analyseQuestion } from './question.ts'

/** Words that point to something said before. */
const POINTS_BACK: Readonly<Record<string, RegExp>> = {
  en: /(?<![\p{L}'’-])(?:it|its|itself|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|the (?:former|latter|same|other|first|second|last) ?(?:one)?|one|ones|such|else|instead|otherwise|again|another|both|neither)(?![\p{L}'’-])/iu,
  de: /(?<![\p{L}-])(?:er|ihn|ihm|sein(?:e[rsmn]?)?|ihr(?:e[rsmn]?)?|es|ihnen|dies(?:e[rsmn]?)?|jene[rsmn]?|dessen|deren|derselbe[n]?|dieselbe[n]?|dasselbe|solche[rsmn]?|da(?:bei|durch|für|gegen|her|hin|mit|nach|ran|rauf|raus|rin|rüber|rum|runter|von|vor|zu)|dort|davon|dann|beide[nrs]?|letztere[rsn]?|erstere[rsn]?|stattdessen|sonst|andere[rsn]?|noch)(?![\p{L}-])/iu,
}
/** "And the second?", "Und im Winter?", "What about rye?", "Why?", "Warum nicht?" */
const GOES_ON =
  /^\s*(?:and|but|or|so|also|what about|how about|why(?: not| so)?\??$|how so|really|for example|such as|und|aber|oder|auch|wie (?:ist|sieht) es mit|was ist mit|warum(?: nicht)?\??$|wieso(?: nicht)?\??$|weshalb\??$|zum beispiel|etwa|inwiefern\??$)(?!\p{L})/iu
/** A question with fewer telling words than this may lean on what was said before. */
const FEW_TERMS = 2
/** More words than these of the earlier question would drown those of the new one. */
const CARRIED_WORDS = 8

/** Whether a question can hardly be understood without what was asked before; told by its words (English and German). */
export function leansOnEarlier(question: string): boolean {
  const { language, frameWords } = analyseQuestion(question)
  if (GOES_ON.test(question) || POINTS_BACK[language === 'de' ? 'de' : 'en']?.test(question) === true) return true
  return contentWords(question, language, frameWords).length < FEW_TERMS
}

/** The question, with the topic of the earlier ones added when it leans on them: for search, not for reading. */
export function standaloneByRules(question: string, history: readonly EarlierTurn[]): string {
  if (history.length === 0 || !leansOnEarlier(question)) return question
  const own = new Set(wordsOf(question).map(({ term }) => term))
  const carried: string[] = []
  // An earlier follow-up has its topic from the question before it.
  for (const { question: earlier } of history.toReversed()) {
    for (const { word, term } of wordsOf(earlier)) {
      if (own.has(term) || carried.length >= CARRIED_WORDS) continue
      own.add(term)
      carried.push(word)
    }
    if (!leansOnEarlier(earlier)) break
  }
  return carried.length === 0 ? question : `${question} (${carried.join(' ')})`
}

function wordsOf(question: string): { readonly word: string; readonly term: string }[] {
  const { language, frameWords } = analyseQuestion(question)
  return contentWords(question, language, frameWords)
}

function contentWords(
  question: string,
  language: string,
  frameWords: ReadonlySet<string>,
): { readonly word: string; readonly term: string }[] {
  return analyze(question, language)
    .filter(({ word }) => !frameWords.has(word))
    .map(({ start, end, term }) => ({ word: question.slice(start, end), term }))
}
