import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { analyseDocument } from '../server/adapters/language-analysis/analyse-document.ts'
import { parseFile } from '../server/adapters/parsers/parse-file.ts'
import { detectLanguage } from '../server/kernel/text/detect-language.ts'
import { inReadingOrder, rankConcepts } from '../server/modules/concepts/ranking/rank-concepts.ts'
import type { AnalysedDocument } from '../server/modules/concepts/ranking/rank-concepts.ts'
import { conceptEntry, conceptIdsByKey, studyDocument } from '../server/modules/concepts/ranking/study-document.ts'
import type { IdentifiedConcept } from '../server/modules/concepts/ranking/study-document.ts'
import type { Mark } from '../server/ports/parsed-document.ts'
import type { ConceptMap, PrerequisiteEdge, StudyDocument } from '../server/ports/study-material.ts'

export interface StudyMaterialOptions {
  /** Name of the collection; its id is made of it. Default: the folder. */
  readonly collection?: string
  /** Path under which a file is known, which decides the reading order. Default: its path within the folder. */
  readonly pathOf?: (file: string) => string
  /** Without marks the author's emphasis is not seen. */
  readonly keepMarks?: (mark: Mark) => boolean
  readonly prerequisites?: (
    concepts: readonly IdentifiedConcept[],
    documents: readonly AnalysedDocument[],
  ) => readonly PrerequisiteEdge[]
}

export interface StudyMaterial {
  readonly map: ConceptMap
  /** In reading order. */
  readonly documents: readonly StudyDocument[]
  readonly analyses: readonly AnalysedDocument[]
  readonly concepts: readonly IdentifiedConcept[]
  /** Processor seconds. */
  readonly seconds: { readonly parsing: number; readonly analysing: number; readonly ranking: number }
}

const PARSED = /[.](?:md|pdf|docx|html?|txt)$/i

/** A folder of documents as study material, by the product's own parsers, analyst and ranking. */
export async function readStudyMaterial(folder: string, options: StudyMaterialOptions = {}): Promise<StudyMaterial> {
  const { collection = folder, pathOf = (file) => file, keepMarks = () => true, prerequisites = () => [] } = options
  const collectionId = hashOf(`collection ${collection}`)
  const seconds = { parsing: 0, analysing: 0, ranking: 0 }
  const read: (AnalysedDocument & { readonly text: string; readonly title: string; readonly versionHash: string })[] =
    []
  for (const file of await filesIn(folder)) {
    const parsed = await timed(
      seconds,
      'parsing',
      async () => await parseFile({ file: join(folder, file), name: file }, { programTimeoutMs: 60_000 }),
    )
    const document = { ...parsed, marks: parsed.marks.filter(keepMarks), title: parsed.title ?? file }
    const analysis = await timed(seconds, 'analysing', () =>
      analyseDocument({ ...document, language: detectLanguage(parsed.text) }),
    )
    const path = pathOf(file)
    const documentId = hashOf(`${collectionId} ${path}`)
    read.push({
      documentId,
      path,
      analysis,
      text: parsed.text,
      title: document.title,
      versionHash: hashOf(parsed.text),
    })
  }
  const ordered = inReadingOrder(read)
  const ranked = await timed(seconds, 'ranking', () => rankConcepts(ordered))
  const concepts = ranked.map((concept) => ({ ...concept, id: hashOf(`${collectionId} ${concept.key}`) }))
  const idOfKey = conceptIdsByKey(concepts)
  const analyses = new Map(ordered.map((document) => [document.documentId, document]))
  return {
    map: {
      collectionId,
      collection,
      revision: 1,
      concepts: concepts.map((concept, index) => conceptEntry(concept, index + 1, analyses)),
      prerequisites: prerequisites(concepts, ordered),
      documentIds: ordered.map(({ documentId }) => documentId),
      // By path, with numbers compared as numbers; what authors say of the order is not read here.
      orderTrust: 0,
    },
    documents: ordered.map((document) => {
      const { documentId, versionHash, path, title, text } = document
      return studyDocument({ documentId, versionHash, collection, path, title, text }, document, idOfKey)
    }),
    analyses: ordered.map(({ documentId, path, analysis }) => ({ documentId, path, analysis })),
    concepts,
    seconds,
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && PARSED.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}

const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 24)

async function timed<Result>(
  seconds: { parsing: number; analysing: number; ranking: number },
  stage: 'parsing' | 'analysing' | 'ranking',
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  seconds[stage] += (user + system) / 1e6
  return result
}
