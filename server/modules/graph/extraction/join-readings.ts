import type { ModelMention, ModelReading, ModelRelation } from '../model-reading.ts'

/**
 * Readings of the same text by several models as one: each place and each relation once. Two that found the same relation are surer of
 * it than the surer one. The same in whatever order they come, but that of equals the first one's words are kept.
 */
export function joinReadings(readings: readonly ModelReading[]): ModelReading {
  const [only] = readings
  if (only === undefined || readings.length === 1) return only ?? { mentions: [], relations: [] }
  const mentions = new Map<string, ModelMention>()
  for (const mention of readings.flatMap((reading) => reading.mentions)) {
    const known = mentions.get(placeOf(mention))
    const keepsKnown = known !== undefined && (known.description !== '' || mention.description === '')
    if (!keepsKnown) mentions.set(placeOf(mention), mention)
  }
  const places = [...mentions.values()].toSorted(
    (left, right) => left.start - right.start || right.end - left.end || (left.key < right.key ? -1 : 1),
  )
  const indexOf = new Map(places.map((mention, at) => [placeOf(mention), at]))
  const relations = new Map<string, ModelRelation>()
  for (const { mentions: own, relations: found } of readings) {
    for (const relation of found) {
      const [source, target] = [own[relation.source], own[relation.target]]
      if (source === undefined || target === undefined) continue
      const key = [relation.kind, source.key, target.key].join('\0')
      const known = relations.get(key)
      const placed = {
        ...relation,
        source: indexOf.get(placeOf(source)) ?? 0,
        target: indexOf.get(placeOf(target)) ?? 0,
      }
      relations.set(key, known === undefined ? placed : together(known, placed))
    }
  }
  return { mentions: places, relations: [...relations.values()] }
}

function together(one: ModelRelation, other: ModelRelation): ModelRelation {
  const surer = other.strength > one.strength ? other : one
  return {
    ...surer,
    description: surer.description === '' ? one.description + other.description : surer.description,
    keywords: [...new Set([...one.keywords, ...other.keywords])],
    // As of two witnesses who saw it independently.
    strength: 1 - (1 - one.strength) * (1 - other.strength),
  }
}

const placeOf = ({ start, end, key }: ModelMention): string => `${start}-${end}-${key}`
