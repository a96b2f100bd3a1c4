import type { CandidatePhrase, DocumentAnalysis } from '../../../ports/document-analyst.ts'
import { conceptIdOf } from '../concept-ids.ts'

/** Id of a phrase to the id of the concept that the user put it to. */
export type Placements = ReadonlyMap<string, string>

/** Where a key of the documents went, and what the new key stands for. */
export interface PlacedPhrases {
  /** The analysis with the user's placements as if the document had been written so. */
  place(analysis: DocumentAnalysis): DocumentAnalysis
  /** Keys of the documents behind a key of placed analyses. */
  originals(key: string): readonly string[]
  /** Id that the user's edits give to a key of placed analyses; null when none does. */
  placedId(key: string): string | null
}

/**
 * Merging and splitting happens before concepts are ranked: phrases that the user put together get one key, and one that is to stand
 * alone gets a key that resembles no other. So the ranking counts them like any phrase.
 */
export function placePhrases(
  collectionId: string,
  analyses: readonly DocumentAnalysis[],
  placements: Placements,
): PlacedPhrases {
  const renamed = renamedKeys(collectionId, analyses, placements)
  const originals = new Map<string, string[]>()
  const ids = new Map<string, string>()
  for (const [key, { newKey, id }] of renamed) {
    ids.set(newKey, id)
    originals.set(newKey, [...(originals.get(newKey) ?? []), key])
  }
  const newKeyOf = (key: string): string => renamed.get(key)?.newKey ?? key
  const isTouched = ({ key, sameAs }: CandidatePhrase): boolean =>
    renamed.has(key) || sameAs.some((each) => renamed.has(each))
  return {
    place(analysis) {
      if (renamed.size === 0 || !analysis.phrases.some(isTouched)) return analysis
      const phrases = analysis.phrases.map((phrase) => {
        if (!isTouched(phrase)) return phrase
        const key = newKeyOf(phrase.key)
        const sameAs = phrase.sameAs.map(newKeyOf).filter((each) => each !== key && !isAlone(each) && !isAlone(key))
        return { ...phrase, key, sameAs }
      })
      return { ...analysis, phrases }
    },
    originals: (key) => originals.get(key) ?? [key],
    placedId: (key) => ids.get(key) ?? null,
  }
}

const ALONE = 'alone-'
const isAlone = (key: string): boolean => key.startsWith(ALONE)

/** A key in which neither spelling nor initials nor plural is like that of another. */
const aloneKey = (key: string, id: string): string => `${ALONE}${key}\u00B7${id}`

function renamedKeys(
  collectionId: string,
  analyses: readonly DocumentAnalysis[],
  placements: Placements,
): Map<string, { readonly newKey: string; readonly id: string }> {
  const renamed = new Map<string, { newKey: string; id: string }>()
  if (placements.size === 0) return renamed
  const keys = new Map<string, string>()
  for (const key of new Set(analyses.flatMap(({ phrases }) => phrases.map((phrase) => phrase.key)))) {
    keys.set(conceptIdOf(collectionId, key), key)
  }
  const byTarget = new Map<string, string[]>()
  for (const [phraseId, target] of placements) {
    const key = keys.get(phraseId)
    if (key !== undefined) byTarget.set(target, [...(byTarget.get(target) ?? []), key])
  }
  for (const [id, members] of byTarget) {
    // A phrase that was itself put somewhere does not stand for the concept that has its id.
    const own = placements.has(id) ? undefined : keys.get(id)
    const newKey = own ?? aloneKey(members.toSorted()[0] ?? '', id)
    for (const key of own === undefined ? members : [own, ...members]) renamed.set(key, { newKey, id })
  }
  return renamed
}
