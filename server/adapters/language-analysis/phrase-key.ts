import type { Word } from './words.ts'

/** Stems of the words of a phrase; initials ("DNS") only lose the small s of their plural ("APIs"). */
export function phraseStems(words: readonly Word[]): string[] {
  return words.map((word, place) => {
    if (word.allCapitals) return word.pluralOfInitials ? word.norm.slice(0, -1) : word.norm
    return place === words.length - 1 ? word.stem : word.modifierStem
  })
}

/** Key of a phrase: its language and stems. */
export const phraseKey = (stems: readonly string[], language: string): string => `${language}:${stems.join(' ')}`
