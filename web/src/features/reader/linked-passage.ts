import { findInText } from './find-in-text.ts'
import type { ReadingText, TextRange } from './reading-text.ts'
import type { ReaderAddress } from './use-reader-address.ts'

/**
 * same: the link is of this text; moved: of an older one, but its words are still there; unsure: of an older one, and the
 * offsets may point anywhere.
 */
export interface LinkedPassage {
  readonly passage: TextRange
  readonly certainty: 'same' | 'moved' | 'unsure'
}

/** The passage that a link names, in the text as it is now; null when the link names none. */
export function linkedPassage(
  { text, versionHash }: ReadingText,
  { passage, version, words }: Pick<ReaderAddress, 'passage' | 'version' | 'words'>,
): LinkedPassage | null {
  if (passage === null) return null
  const isSame = version === null || versionHash.startsWith(version)
  if (isSame && passage.end <= text.length) return { passage, certainty: 'same' }
  const [nearest] =
    words === null
      ? []
      : findInText(text, words).toSorted(
          (one, other) => Math.abs(one.start - passage.start) - Math.abs(other.start - passage.start),
        )
  if (nearest !== undefined) {
    const end = Math.max(nearest.end, Math.min(text.length, nearest.start + passage.end - passage.start))
    return { passage: { start: nearest.start, end }, certainty: 'moved' }
  }
  const start = Math.min(passage.start, text.length)
  return { passage: { start, end: Math.min(passage.end, text.length) }, certainty: 'unsure' }
}
