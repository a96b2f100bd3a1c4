import type { Bm25Parameters } from './bm25.ts'
import { bytesAt, compareStrings } from './byte-table.ts'
import { hasBit, type LiveSegment } from './live-segment.ts'
import { emptyBlock, readBlock } from './postings-reader.ts'
import type { Segment } from './segment.ts'
import { SegmentAssembler } from './segment-assembler.ts'

const GONE = 0xffffffff
const POSTINGS_PER_STEP = 4096

interface Source {
  readonly live: LiveSegment
  /** Deleted documents when the merge began; later deletions are the caller's to carry over. */
  readonly dead: Uint32Array | null
  /** Chunk here → chunk in the new segment, or GONE. */
  readonly places: Uint32Array
  term: number
}

/** A segment to merge, with the deletions that the merge is to leave out. */
export interface MergeInput {
  readonly live: LiveSegment
  readonly dead: Uint32Array | null
}

/**
 * Makes one segment of several, without what was deleted: nothing of a deleted chunk, not even a term that only it held, is in
 * the result. Yields after every few thousand postings, so that the caller can let other work in between.
 */
export function* mergeSegments(inputs: readonly MergeInput[], parameters: Bm25Parameters): Generator<void, Segment> {
  const assembler = new SegmentAssembler(parameters)
  const sources: Source[] = []
  for (const input of inputs) {
    sources.push({ ...input, places: copyDocuments(input, assembler), term: 0 })
    yield
  }
  const block = emptyBlock()
  let work = 0
  for (let holders = nextTerm(sources); holders.length > 0; holders = nextTerm(sources)) {
    work += mergeTerm(holders, assembler, block)
    for (const source of holders) source.term += 1
    if (work < POSTINGS_PER_STEP) continue
    work = 0
    yield
  }
  return assembler.finish()
}

function copyDocuments({ live, dead }: MergeInput, assembler: SegmentAssembler): Uint32Array {
  const { segment } = live
  const places = new Uint32Array(live.chunkCount).fill(GONE)
  for (let document = 0; document < live.documentCount; document++) {
    if (dead !== null && hasBit(dead, document)) continue
    assembler.beginDocument(bytesAt(live.documentIds, document))
    const [first, end] = live.chunksOf(document)
    for (let chunk = first; chunk < end; chunk++) {
      places[chunk] = assembler.addChunk({
        chunkId: segment.chunkIds[chunk] ?? 0,
        tieBreaker: segment.tieBreakers[chunk] ?? 0,
        length: segment.lengths[chunk] ?? 0,
        language: segment.languages[segment.chunkLanguages[chunk] ?? 0]?.code ?? 'und',
      })
    }
  }
  return places
}

/** The sources that stand at the smallest term, in their order. */
function nextTerm(sources: readonly Source[]): Source[] {
  let holders: Source[] = []
  for (const source of sources) {
    if (source.term >= source.live.terms.ends.length) continue
    const [smallest] = holders
    const order =
      smallest === undefined ? -1 : compareStrings(source.live.terms, source.term, smallest.live.terms, smallest.term)
    if (order < 0) holders = [source]
    else if (order === 0) holders.push(source)
  }
  return holders
}

/** @returns how many postings were read. */
function mergeTerm(
  holders: readonly Source[],
  assembler: SegmentAssembler,
  block: ReturnType<typeof emptyBlock>,
): number {
  let begun = false
  let read = 0
  for (const { live, term, places } of holders) {
    const { segment } = live
    const end = segment.firstBlock[term + 1] ?? 0
    for (let at = segment.firstBlock[term] ?? 0; at < end; at++) {
      readBlock(segment, term, at, block)
      read += block.count
      for (let posting = 0; posting < block.count; posting++) {
        const place = places[block.chunks[posting] ?? 0] ?? GONE
        if (place === GONE) continue
        if (!begun) assembler.beginTerm(bytesAt(live.terms, term))
        begun = true
        assembler.addPosting(place, block.units[posting] ?? 0)
      }
    }
  }
  if (begun) assembler.postings.endTerm()
  return read
}
