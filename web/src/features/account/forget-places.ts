/** What the browser keeps that is nobody's in particular: language and colours. */
const KEPT: ReadonlySet<string> = new Set(['learnpath.theme', 'learnpath.language'])

/** Places in documents, forms that were begun and the like are of one person in one workspace. */
export function forgetPlaces(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (!KEPT.has(key)) storage.removeItem(key)
  }
}
