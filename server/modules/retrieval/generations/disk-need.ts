/** Measured with 64, 384 and 768 dimensions: 444, 1229 and 2255 bytes. The keys, and the unused rest of the pages. */
const ROW_OVERHEAD_BYTES = 320
const ROW_BYTES_PER_DIMENSION = 2.5

/** An entry of the vector index beside its vector. */
const ENTRY_OVERHEAD_BYTES = 64
/** For the write-ahead log. */
const SLACK_BYTES = 16 * 1024 * 1024

/** In the relational store: 16 bit numbers. */
export const storedBytesPerChunk = (dimensions: number): number =>
  Math.ceil(ROW_BYTES_PER_DIMENSION * dimensions) + ROW_OVERHEAD_BYTES

/** The vector index alone, counted twice: it is written anew while the old one is still there. */
export const indexBytes = (chunks: number, dimensions: number): number =>
  Math.ceil(chunks * 2 * (1.25 * dimensions + ENTRY_OVERHEAD_BYTES))

/** What so many new vectors take at most. */
export function diskNeed(chunks: number, dimensions: number): number {
  return chunks * storedBytesPerChunk(dimensions) + indexBytes(chunks, dimensions) + SLACK_BYTES
}
