import { breathe } from '../../../kernel/breathe.ts'
import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'
import type { ConceptMention } from '../../../ports/study-material.ts'

const NUMBERS_PER_OCCURRENCE = 6
const EMPHASIS = ['none', 'italic', 'bold', 'heading'] as const
/** Mentions are sorted by stretches of text so long, in UTF-16 units: sorting a whole book at once would hold everybody up. */
const STRETCH = 8192
const MENTIONS_PER_SLICE = 4000
const STRETCHES_PER_SLICE = 8

/**
 * The places of concepts in a document, in the order of the text. Where one lies within another, both are told: "plasma membrane" is
 * a mention of "membrane" as well.
 */
export async function studyMentions(
  analysis: DocumentAnalysis,
  idOfKey: ReadonlyMap<string, string>,
): Promise<ConceptMention[]> {
  const stretches: ConceptMention[][] = []
  let done = 0
  for (const { key, occurrences } of analysis.phrases) {
    const conceptId = idOfKey.get(key)
    if (conceptId === undefined) continue
    for (let at = 0; at < occurrences.length; at += NUMBERS_PER_OCCURRENCE) {
      const mention = mentionAt(conceptId, occurrences, at)
      const stretch = Math.floor(mention.start / STRETCH)
      ;(stretches[stretch] ??= []).push(mention)
      done += 1
      if (done % MENTIONS_PER_SLICE === 0) await breathe()
    }
  }
  const mentions: ConceptMention[] = []
  for (let stretch = 0; stretch < stretches.length; stretch++) {
    mentions.push(...(stretches[stretch] ?? []).toSorted(byPlace))
    if (stretch % STRETCHES_PER_SLICE === 0) await breathe()
  }
  return mentions
}

function mentionAt(conceptId: string, occurrences: readonly number[], at: number): ConceptMention {
  const sentence = occurrences[at + 2] ?? -1
  return {
    conceptId,
    start: occurrences[at] ?? 0,
    end: occurrences[at + 1] ?? 0,
    section: occurrences[at + 3] ?? 0,
    sentence: sentence < 0 ? null : sentence,
    emphasis: EMPHASIS[occurrences[at + 4] ?? 0] ?? 'none',
  }
}

function byPlace(one: ConceptMention, other: ConceptMention): number {
  return one.start - other.start || other.end - one.end || (one.conceptId < other.conceptId ? -1 : 1)
}
