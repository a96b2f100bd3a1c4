const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether one of the names has the words in it; no words are in every name. */
export function isNamed(words: string, ...names: readonly string[]): boolean {
  const wanted = folded(words.trim())
  return wanted === '' || names.some((name) => folded(name).includes(wanted))
}
