import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'

interface GoldDocument {
  readonly sents: readonly (readonly string[])[]
  readonly vertexSet: readonly (readonly { readonly name: string }[])[]
  readonly labels: readonly { readonly h: number; readonly t: number; readonly r: string }[]
}

/** "part of", and "has part" the other way round: the only relations of Wikidata here that are the same as one of ours. */
const PART_OF = 'P361'
const HAS_PART = 'P527'

interface GoldOverlap {
  /** Pairs of entities that are part and whole by the gold. */
  readonly gold: number
  readonly found: number
  /** Of the gold pairs, those that were found. */
  readonly hits: number
}

/** How many part-of pairs of re-docred the patterns find among the entities that it marks. */
export async function partsInReDocred(dataFolder: string): Promise<GoldOverlap> {
  const documents = JSON.parse(await readFile(join(dataFolder, 're-docred/dev/dev.json'), 'utf8')) as GoldDocument[]
  const counts = documents.map(partsOf)
  const sum = (key: keyof GoldOverlap): number => counts.reduce((total, each) => total + each[key], 0)
  return { gold: sum('gold'), found: sum('found'), hits: sum('hits') }
}

function partsOf({ sents, vertexSet, labels }: GoldDocument): GoldOverlap {
  const text = sents
    .map((words) =>
      words
        .join(' ')
        .replaceAll(/ ([,.;:!?)])/g, '$1')
        .replaceAll('( ', '('),
    )
    .join(' ')
  const entityOf = new Map(vertexSet.flatMap((names, entity) => names.map(({ name }) => [name.toLowerCase(), entity])))
  const gold = new Set(
    labels.flatMap(({ h, t, r }) => (r === PART_OF ? [`${h} ${t}`] : r === HAS_PART ? [`${t} ${h}`] : [])),
  )
  const { mentions, relations } = readChunk({ text, language: 'en' })
  const entityAt = (index: number): number | undefined => {
    const mention = mentions[index]
    return mention === undefined ? undefined : entityOf.get(text.slice(mention.start, mention.end).toLowerCase())
  }
  const found = new Set(
    relations.flatMap(({ kind, source, target }) => {
      const [part, whole] = [entityAt(source), entityAt(target)]
      return kind === 'part-of' && part !== undefined && whole !== undefined ? [`${part} ${whole}`] : []
    }),
  )
  return { gold: gold.size, found: found.size, hits: [...found].filter((pair) => gold.has(pair)).length }
}
