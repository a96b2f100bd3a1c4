import type { ConceptEntry } from '../../../ports/study-material.ts'
import type { Definition } from './find-definitions.ts'
import type { MaterialIndex, Usage } from './material-index.ts'

const NAMES: ReadonlySet<string> = new Set(['code', 'acronym', 'proper'])

/** Whether a definition is of the subject, as far as form and statistics tell, and not of the example at hand. */
export function isGeneral(
  { concept, pattern, sentence, mention, description }: Definition,
  index: MaterialIndex,
): boolean {
  if (isOfExample(concept, index) || /\p{Ll}_\p{Ll}/u.test(description)) return false
  const usage = index.usage.get(concept.id)
  // "The box is …": this one, unless the author marks the term or it is a name.
  const isDefinite = mention.start > sentence.range.start && /^(?:The|Der|Die|Das)\s/.test(sentence.text)
  if (isDefinite && /\d/.test(description)) return false
  if (pattern.name !== 'does') return true
  if (usage === undefined || isEverywhere(usage, index)) return false
  return !isDefinite || NAMES.has(concept.kind) || usage.emphasised > 0
}

/** A name that some code of the documents gives to a thing of its own. */
export function isOfExample({ kind, name }: ConceptEntry, { exampleNames }: MaterialIndex): boolean {
  return kind === 'code' && exampleNames.has(name.replace(/^.*[.:]/, ''))
}

const MOST_SECTIONS = 0.15
const MANY_SECTIONS = 12

/** A concept that is spoken of everywhere is what the whole is about. */
export function isEverywhere({ sections }: Usage, { sectionCount }: MaterialIndex): boolean {
  return sections > MANY_SECTIONS && sections > MOST_SECTIONS * sectionCount
}
