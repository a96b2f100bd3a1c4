import type { AnalysableDocument } from '../../ports/document-analyst.ts'
import type { PhraseCollector } from './phrase-collector.ts'
import { phraseSighting } from './code-sighting.ts'
import type { Unit } from './words.ts'

const LONGEST = 40
/** A name as programs have them: letters first or after a sign, at most one blank inside. */
const NAME = /^[#@.$:<]?[\p{L}_][\p{L}\p{N}_:.!?$-]*(?:\(\))?[>;]?$/u
const FILE = /^[.\w-]+\.(?:\w{1,4})$/

/** Names in code spans are phrases of a kind of their own, told apart by case; calls are taken without their brackets. */
export function addCodeSpans(
  collector: PhraseCollector,
  { text, marks }: Pick<AnalysableDocument, 'text' | 'marks'>,
  units: readonly Unit[],
): void {
  let at = 0
  for (const mark of marks) {
    if (mark.kind !== 'code' || mark.end - mark.start > LONGEST) continue
    const surface = text.slice(mark.start, mark.end)
    const name = surface.replace(/\(\)$/, '')
    if (!NAME.test(surface) || name.length < 2 || FILE.test(name)) continue
    while (at < units.length && (units[at]?.end ?? 0) <= mark.start) at += 1
    const unit = units[at]
    if (unit === undefined || unit.start > mark.start) continue
    collector.add(`code:${name}`, phraseSighting(unit, { start: mark.start, end: mark.start + name.length }, name))
  }
}
