import { definitionPatterns, opensSentence } from './definition-patterns.ts'
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
