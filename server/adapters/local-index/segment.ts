import { LearnPathError } from '@learnpath/contracts'
import type { Bm25Parameters } from './bm25.ts'

export interface SegmentLanguage {
  readonly code: string
  readonly chunkCount: number
  /** Mean length of the language's chunks when the segment was written: what its block impacts were worked out with. */
  readonly averageLength: number
}

/** Arrays of a segment in the order in which they stand in its file. */
export interface SegmentArrays {
  // Per chunk
  readonly chunkIds: Uint32Array
  readonly tieBreakers: Uint32Array
  readonly lengths: Float32Array
  readonly chunkLanguages: Uint8Array
  // Per document, in the order of their chunks; `documentFirst` has one more entry
  readonly documentFirst: Uint32Array
  readonly documentIdEnds: Uint32Array
  readonly documentIdBytes: Uint8Array
  /** Documents by the bytes of their id. */
  readonly documentsSorted: Uint32Array
  // Per term, in the order of their bytes; `firstBlock` has one more entry
  readonly termEnds: Uint32Array
  readonly termBytes: Uint8Array
  readonly termFrequencies: Uint32Array
  readonly firstBlock: Uint32Array
  // Per block
  readonly blockLast: Uint32Array
  readonly blockEnd: Uint32Array
  readonly blockImpact: Float32Array
  readonly postings: Uint8Array
}

export interface Segment extends SegmentArrays {
  readonly languages: readonly SegmentLanguage[]
  readonly parameters: Bm25Parameters
  /** The whole file. */
  readonly file: Uint8Array
}

type ArrayKind = Uint8ArrayConstructor | Uint32ArrayConstructor | Float32ArrayConstructor
const LAYOUT: readonly (readonly [keyof SegmentArrays, ArrayKind])[] = [
  ['chunkIds', Uint32Array],
  ['tieBreakers', Uint32Array],
  ['lengths', Float32Array],
  ['chunkLanguages', Uint8Array],
  ['documentFirst', Uint32Array],
  ['documentIdEnds', Uint32Array],
  ['documentIdBytes', Uint8Array],
  ['documentsSorted', Uint32Array],
  ['termEnds', Uint32Array],
  ['termBytes', Uint8Array],
  ['termFrequencies', Uint32Array],
  ['firstBlock', Uint32Array],
  ['blockLast', Uint32Array],
  ['blockEnd', Uint32Array],
  ['blockImpact', Float32Array],
  ['postings', Uint8Array],
]

const MAGIC = 0x314b504c // "LPK1"
const ALIGNMENT = 8
const HEADER_WORDS = 4

interface Header {
  readonly lengths: readonly number[]
  readonly languages: readonly SegmentLanguage[]
  readonly parameters: Bm25Parameters
}

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

/** Lays the arrays out as the bytes of one file and returns the segment that stands on them. */
export function writeSegment(
  arrays: SegmentArrays,
  languages: readonly SegmentLanguage[],
  parameters: Bm25Parameters,
): Segment {
  const header: Header = { lengths: LAYOUT.map(([name]) => arrays[name].length), languages, parameters }
  const headerBytes = Buffer.from(JSON.stringify(header))
  let size = aligned(HEADER_WORDS * 4 + headerBytes.length)
  for (const [name] of LAYOUT) size = aligned(size + arrays[name].byteLength)
  const file = new Uint8Array(size)
  new Uint32Array(file.buffer, 0, HEADER_WORDS).set([MAGIC, size, headerBytes.length, 0])
  file.set(headerBytes, HEADER_WORDS * 4)
  let offset = aligned(HEADER_WORDS * 4 + headerBytes.length)
  for (const [name] of LAYOUT) {
    const array = arrays[name]
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset)
    offset = aligned(offset + array.byteLength)
  }
  return readSegment(file)
}

function damaged(detail: string): LearnPathError {
  return new LearnPathError('LP_INDEX_DAMAGED', { detail })
}

/** A segment as views on its file's bytes; nothing is copied. @throws LP_INDEX_DAMAGED */
export function readSegment(file: Uint8Array<ArrayBuffer>): Segment {
  if (file.length < HEADER_WORDS * 4) throw damaged('a segment is shorter than its header')
  const [magic, size, headerLength = 0] = new Uint32Array(file.buffer, 0, HEADER_WORDS)
  if (magic !== MAGIC || size !== file.length) throw damaged('a segment is not what was written')
  const header = parseHeader(file.subarray(HEADER_WORDS * 4, HEADER_WORDS * 4 + headerLength))
  if (header?.lengths.length !== LAYOUT.length) throw damaged('the header of a segment is unreadable')
  let offset = aligned(HEADER_WORDS * 4 + headerLength)
  const views: Partial<Record<keyof SegmentArrays, Uint8Array | Uint32Array | Float32Array>> = {}
  for (const [at, [name, Kind]] of LAYOUT.entries()) {
    const length = header.lengths[at] ?? 0
    if (offset + length * Kind.BYTES_PER_ELEMENT > file.length) throw damaged('a segment is shorter than it says')
    views[name] = new Kind(file.buffer, offset, length)
    offset = aligned(offset + length * Kind.BYTES_PER_ELEMENT)
  }
  return { ...(views as unknown as SegmentArrays), languages: header.languages, parameters: header.parameters, file }
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Header
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
