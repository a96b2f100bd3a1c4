import type { ChunkReading, Mention } from '../../../ports/chunk-reader.ts'

/** Version of the form in which readings are stored; another one has every chunk read again. */
export const READING_FORMAT = 1

const NUMBERS_PER_MENTION = 3

/** A reading as it is stored: names once, however often the chunk has them. */
interface PackedReading {
  readonly language: string
  /** Key and type. */
  readonly names: readonly (readonly [string, Mention['type']])[]
  /** Three numbers each: index into `names`, start and end. */
  readonly mentions: readonly number[]
  readonly aliases: ChunkReading['aliases']
  readonly relations: ChunkReading['relations']
  readonly sentenceEnds: readonly number[]
}

export function packReading({ language, mentions, aliases, relations, sentenceEnds }: ChunkReading): string {
  const names: [string, Mention['type']][] = []
  const places = new Map<string, number>()
  const numbers = mentions.flatMap(({ key, type, start, end }) => {
    const name = `${type}\n${key}`
    const place = places.get(name) ?? names.push([key, type]) - 1
    places.set(name, place)
    return [place, start, end]
  })
  const packed: PackedReading = { language, names, mentions: numbers, aliases, relations, sentenceEnds }
  return JSON.stringify(packed)
}

export function unpackReading(json: string): ChunkReading {
  const { names, mentions: numbers, ...rest } = JSON.parse(json) as PackedReading
  const mentions: Mention[] = []
  for (let at = 0; at < numbers.length; at += NUMBERS_PER_MENTION) {
    const name = names[numbers[at] ?? 0]
    if (name === undefined) continue
    mentions.push({ key: name[0], type: name[1], start: numbers[at + 1] ?? 0, end: numbers[at + 2] ?? 0 })
  }
  return { ...rest, mentions }
}
