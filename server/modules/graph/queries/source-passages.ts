import type { SourcePassage } from '@learnpath/contracts'
import type { ChunkInDocument, LibraryApi } from '../../library/index.ts'
import type { RetrievalApi } from '../../retrieval/index.ts'

/** A stretch of a document, within one of its chunks. */
export interface PassagePlace {
  readonly chunkId: number
  /** Offsets into the document's text. */
  readonly start: number
  readonly end: number
}

export interface PassageSources {
  readonly library: Pick<LibraryApi, 'chunks'>
  readonly retrieval: Pick<RetrievalApi, 'pages'>
}

/** The passages at the places, in their order; null where the document has gone or has changed since. */
export async function readPassages(
  sources: PassageSources,
  places: readonly PassagePlace[],
): Promise<(SourcePassage | null)[]> {
  const chunks = await sources.library.chunks([...new Set(places.map(({ chunkId }) => chunkId))])
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]))
  const pagesOf = createPagesReader(sources.retrieval)
  const passages: (SourcePassage | null)[] = []
  for (const place of places) {
    const chunk = byId.get(place.chunkId)
    const isInside = chunk !== undefined && chunk.start <= place.start && place.end <= chunk.end
    passages.push(isInside ? await passageIn(chunk, place, pagesOf) : null)
  }
  return passages
}

type PagesReader = (chunk: ChunkInDocument, place: PassagePlace) => Promise<Pick<SourcePassage, 'page' | 'pageEnd'>>

async function passageIn(
  chunk: ChunkInDocument,
  place: PassagePlace,
  pagesOf: PagesReader,
): Promise<SourcePassage | null> {
  const { documentId, versionHash, collection, path, title, headingPath } = chunk
  const { start, end } = place
  return {
    documentId,
    versionHash,
    collection,
    path,
    title,
    headingPath: [...headingPath],
    ...(await pagesOf(chunk, place)),
    start,
    end,
    text: chunk.text.slice(start - chunk.start, end - chunk.start),
  }
}

/** Only a chunk that runs over several pages needs the document's. */
function createPagesReader(retrieval: PassageSources['retrieval']): PagesReader {
  const known = new Map<string, ReturnType<RetrievalApi['pages']>>()
  return async ({ documentId, versionHash, pageStart, pageEnd }, place) => {
    if (pageStart === null || pageStart === pageEnd) return { page: pageStart, pageEnd }
    const reading = known.get(documentId) ?? retrieval.pages(documentId)
    known.set(documentId, reading)
    const read = await reading
    if (read.versionHash !== versionHash) return { page: pageStart, pageEnd }
    const touched = read.pages.filter(({ start, end }) => start < place.end && end > place.start)
    return { page: touched[0]?.page ?? pageStart, pageEnd: touched.at(-1)?.page ?? pageEnd }
  }
}
