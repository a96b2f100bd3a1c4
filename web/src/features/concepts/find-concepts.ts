import type { ConceptNet, NetConcept } from './concept-net.ts'

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Concepts with the words in a name of theirs: those that begin with them first, then by importance. */
export function findConcepts(net: ConceptNet, words: string, most: number): readonly NetConcept[] {
  const wanted = folded(words.trim())
  if (wanted === '') return []
  const places = net.concepts.flatMap((concept): { concept: NetConcept; at: number }[] => {
    const hits = [concept.name, ...concept.aliases].map((name) => folded(name).indexOf(wanted)).filter((at) => at >= 0)
    return hits.length === 0 ? [] : [{ concept, at: Math.min(...hits) }]
  })
  return places
    .toSorted((one, other) => Math.sign(one.at) - Math.sign(other.at) || one.concept.rank - other.concept.rank)
    .slice(0, most)
    .map(({ concept }) => concept)
}

/** Whether a name of the concept has the words in it. */
export function isNamed({ name, aliases }: Pick<NetConcept, 'name' | 'aliases'>, words: string): boolean {
  const wanted = folded(words.trim())
  return wanted === '' || [name, ...aliases].some((each) => folded(each).includes(wanted))
}
