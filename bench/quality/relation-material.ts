import { join } from 'node:path'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { chunksOf } from '../../server/modules/ingestion/chunk-document.ts'
import type { RelatableChunk, RelatableEntity } from '../../server/modules/graph/relations/relation-input.ts'
import { readStudyMaterial, type StudyMaterial } from '../study-material.ts'

export interface RelationMaterial {
  readonly material: StudyMaterial
  readonly chunks: readonly RelatableChunk[]
  readonly entities: ReadonlyMap<string, RelatableEntity>
  /** Names of entities by key, as they are written. */
  readonly names: ReadonlyMap<string, string>
  readonly words: number
  /** Processor seconds of reading the chunks. */
  readonly seconds: number
}

/** A folder of documents with what the product reads in their chunks; each name is an entity of its own, and each concept with all its names one. */
export async function readRelationMaterial(folder: string): Promise<RelationMaterial> {
  const material = await readStudyMaterial(folder)
  const keyOfConcept = new Map(material.concepts.map(({ id, key }) => [id, key]))
  const entities = new Map<string, RelatableEntity>()
  const names = new Map<string, string>()
  for (const { key, keys, name } of material.concepts) {
    names.set(key, name)
    for (const each of keys) entities.set(each, { key, type: 'concept' })
  }
  const chunks: RelatableChunk[] = []
  const before = process.cpuUsage()
  let words = 0
  for (const document of material.documents) {
    const { documentId, path, text, language, mentions } = document
    words += material.analyses.find((each) => each.documentId === documentId)?.analysis.words ?? 0
    const parsed = await parseFile({ file: join(folder, path), name: path }, { programTimeoutMs: 60_000 })
    for (const { start, end } of chunksOf(parsed, language)) {
      const chunkText = text.slice(start, end)
      const reading = readChunk({ text: chunkText, language })
      const concepts = mentions
        .filter((mention) => mention.start >= start && mention.end <= end)
        .map((mention) => ({ key: keyOfConcept.get(mention.conceptId) ?? '', start: mention.start, end: mention.end }))
      const named = reading.mentions
        .filter(({ type }) => type !== 'term')
        .map((mention) => {
          if (!entities.has(mention.key) && mention.type !== 'term') {
            entities.set(mention.key, { key: mention.key, type: mention.type })
            names.set(mention.key, chunkText.slice(mention.start, mention.end))
          }
          return { key: mention.key, start: start + mention.start, end: start + mention.end }
        })
      chunks.push({
        chunkId: chunks.length + 1,
        documentId,
        start,
        text: chunkText,
        reading,
        modelReading: null,
        places: [...concepts, ...named],
      })
    }
  }
  const { user, system } = process.cpuUsage(before)
  return { material, chunks, entities, names, words, seconds: (user + system) / 1e6 }
}
