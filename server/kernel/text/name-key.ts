import { isInitials, isPluralOfInitials } from './initials.ts'
import { modifierStem, nounStem } from './noun-stem.ts'
import { tokenize } from './tokens.ts'

/**
 * Stems of the words of a name as it is written in a text; the last is that of its noun. Initials ("DNS") only lose the small s of
 * their plural ("APIs").
 */
export function nameStems(name: string, language: string): string[] {
  const tokens = tokenize(name)
  return tokens.map(({ text, start, end }, place) => {
    const surface = name.slice(start, end)
    if (isInitials(surface)) return isPluralOfInitials(surface) ? text.slice(0, -1) : text
    return place === tokens.length - 1 ? nounStem(text, language) : modifierStem(text, language)
  })
}

/** Equal for the same name whatever its case, number or inflection: the key of concepts, phrases and mentions ("en:cell membrane"). */
export const nameKey = (name: string, language: string): string => `${language}:${nameStems(name, language).join(' ')}`
