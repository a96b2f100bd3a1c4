/** Whether a short form can stand for the words: "DNA" for "deoxyribonucleic acid". Each word gives its first letter, and may give more. */
export function isAcronymOf(acronym: string, words: readonly string[]): boolean {
  if (words.length === 0) return acronym === ''
  const [word = '', ...rest] = words
  if (acronym === '' || acronym.charAt(0) !== word.charAt(0)) return false
  let at = 0
  for (let taken = 1; taken <= acronym.length - rest.length; taken++) {
    if (isAcronymOf(acronym.slice(taken), rest)) return true
    at = word.indexOf(acronym.charAt(taken), at + 1)
    if (at < 0) return false
  }
  return false
}
