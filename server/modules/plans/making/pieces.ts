import type { StudyDocument, StudySection } from '../../../ports/study-material.ts'
import type { PlanPiece } from '../plan-state.ts'
import { contentKey } from './content-key.ts'

/** A section longer than this is cut where a sentence begins. */
const LONGEST = 4500
/** Length of the parts it is cut into, about. */
const PART = 3500

/** A document in pieces that cover each of its sections once, in the order of the text. */
export function piecesOf(document: StudyDocument): PlanPiece[] {
  const seen = new Map<string, number>()
  const starts = sentenceStarts(document)
  return document.sections.flatMap((section, index) => {
    const path = JSON.stringify(section.headingPath)
    const count = seen.get(path) ?? 0
    seen.set(path, count + 1)
    const cuts = cutsOf(document.text, section, starts.get(index) ?? [])
    return cuts.map((start, part) => {
      const end = cuts[part + 1] ?? section.end
      const share = (end - start) / Math.max(section.end - section.start, 1)
      return {
        documentId: document.documentId,
        section: index,
        key: contentKey(document.documentId, path, count, part),
        textHash: contentKey(document.text.slice(start, end)),
        start,
        end,
        characters: Math.round(section.readingCharacters * share),
        conceptIds: [],
        done: false,
      }
    })
  })
}

function sentenceStarts(document: StudyDocument): Map<number, number[]> {
  const starts = new Map<number, number[]>()
  for (const { section, start } of document.sentences) {
    const known = starts.get(section)
    if (known === undefined) starts.set(section, [start])
    else known.push(start)
  }
  return starts
}

/** Where the parts of a section begin: the section's start, and then about every `PART` characters. */
function cutsOf(text: string, { start, end }: StudySection, sentences: readonly number[]): number[] {
  const cuts = [start]
  let from = start
  while (end - from > LONGEST) {
    const wanted = from + PART
    const found = sentences.find((at) => at >= wanted && at < Math.min(from + LONGEST, end))
    from = found ?? lineStart(text, wanted, Math.min(from + LONGEST, end - 1))
    cuts.push(from)
  }
  return cuts
}

/** After the next line break, where there is no sentence; anywhere when there is no line break either. */
function lineStart(text: string, from: number, limit: number): number {
  const at = text.indexOf('\n', from)
  if (at >= 0 && at + 1 < limit) return at + 1
  // Never between the halves of a surrogate pair.
  const code = text.charCodeAt(from)
  return code >= 0xdc00 && code <= 0xdfff ? from + 1 : from
}
