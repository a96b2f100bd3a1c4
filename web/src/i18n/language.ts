export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]
const KEY = 'learnpath.language'

/** The one chosen in the app, else the first of the browser's that the app speaks, else English. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  const known = wanted.find((tag) => LANGUAGES.some((language) => language === tag))
  return LANGUAGES.find((language) => language === known) ?? 'en'
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
}
