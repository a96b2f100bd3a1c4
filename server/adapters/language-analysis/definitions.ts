import type { CandidatePhrase } from '../../ports/document-analyst.ts'
import { definitionPatterns, opensSentence } from './definition-patterns.ts'
import { NUMBERS_PER_OCCURRENCE } from './gathered-phrase.ts'
import type { Unit } from './words.ts'

export interface PossibleDefinition {
  readonly unit: Unit
  readonly run: { readonly from: number; readonly to: number }
  readonly text: string
  readonly language: string
}

const LOOK_AROUND = 90

/** How surely the sentence says what the phrase in it is, from 0 to 1. */
export function definitionStrength({ unit, run, text, language }: PossibleDefinition): number {
  const start = unit.words[run.from]?.start ?? unit.start
  const end = unit.words[run.to - 1]?.end ?? unit.end
  const behind = closed(text.slice(end, Math.min(unit.end, end + LOOK_AROUND)))
  const ahead = closed(text.slice(Math.max(unit.start, start - LOOK_AROUND), start))
  const opens = run.from < 8 && opensSentence(text.slice(unit.start, start), language)
  let best = 0
  for (const { place, pattern, strength } of definitionPatterns(language)) {
    if (strength <= best || (place === 'after' && !opens)) continue
    if (pattern.test(place === 'after' ? behind : ahead)) best = strength
  }
  return best
}

/** Residue left more than one blank. */
const closed = (text: string): string => text.replaceAll(/[ \n]{2,}(?=[^ \n])/g, ' ').replaceAll(/ (?=[.,;:])/g, '')

const EMPHASISED_ONLY = 0.3
const EMPHASIS_ADDS = 0.6

/** A sentence in which the author sets the term off says what it is more likely than the pattern alone tells. */
export function withEmphasisedDefinition(phrase: CandidatePhrase): CandidatePhrase {
  let bold = -1
  for (let at = 0; at < phrase.occurrences.length; at += NUMBERS_PER_OCCURRENCE) {
    if (phrase.occurrences[at + 4] !== 2) continue
    const sentence = phrase.occurrences[at + 2] ?? -1
    if (sentence === phrase.definition?.sentence) {
      const { strength } = phrase.definition
      return { ...phrase, definition: { sentence, strength: strength + (1 - strength) * EMPHASIS_ADDS } }
    }
    if (bold < 0) bold = sentence
  }
  if (bold < 0 || phrase.definition !== null) return phrase
  return { ...phrase, definition: { sentence: bold, strength: EMPHASISED_ONLY } }
}
