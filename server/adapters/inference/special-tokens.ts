import type { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers'
import { LearnPathError } from '@learnpath/contracts'
import type { TokenSequence } from './token-sequence.ts'

/** What a model puts around one text and around two, e.g. `[CLS] A [SEP] B [SEP]`. */
export interface SpecialTokens {
  readonly singleCount: number
  readonly pairCount: number
  wrapSingle(ids: readonly number[]): TokenSequence
  wrapPair(first: readonly number[], second: readonly number[]): TokenSequence
}

/** Stand for the two texts while the pattern is read off; no vocabulary has them. */
const FIRST = '\u0000first'
const SECOND = '\u0000second'

interface PatternItem {
  /** A special token's number, or which of the texts comes here. */
  readonly item: number | typeof FIRST | typeof SECOND
  readonly typeId: number
}

/** Reads the patterns off the post-processor of a tokenizer, whatever kind it is. @throws LP_MODEL_UNUSABLE */
export function readSpecialTokens(library: LibraryTokenizer): SpecialTokens {
  const single = readPattern(library, null)
  const pair = readPattern(library, SECOND)
  return {
    singleCount: single.length - 1,
    pairCount: pair.length - 2,
    wrapSingle: (ids) => fillPattern(single, ids, []),
    wrapPair: (first, second) => fillPattern(pair, first, second),
  }
}

function readPattern(library: LibraryTokenizer, second: typeof SECOND | null): PatternItem[] {
  const texts = second === null ? [FIRST] : [FIRST, second]
  const processed = library.post_processor?.post_process([FIRST], second === null ? null : [second], true)
  // A post-processor for bytes alone gives back the first text only: nothing is put around or between.
  const tokens: readonly string[] =
    processed === undefined || processed.tokens.length < texts.length ? texts : processed.tokens
  const typeIds = processed?.token_type_ids ?? tokens.map(() => 0)
  return tokens.map((token, index) => {
    const typeId = typeIds[index] ?? 0
    if (token === FIRST || token === SECOND) return { item: token, typeId }
    const id = library.token_to_id(token)
    if (id === undefined) {
      throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `its tokenizer lacks the special token ${token}` })
    }
    return { item: id, typeId }
  })
}

function fillPattern(
  pattern: readonly PatternItem[],
  first: readonly number[],
  second: readonly number[],
): TokenSequence {
  const ids: number[] = []
  const typeIds: number[] = []
  for (const { item, typeId } of pattern) {
    const part = item === FIRST ? first : item === SECOND ? second : [item]
    for (const id of part) {
      ids.push(id)
      typeIds.push(typeId)
    }
  }
  return { ids, typeIds }
}

/** Cuts the longer of two texts until both fit into `room` tokens ("longest first" of Hugging Face's tokenizers). */
export function truncatePair(
  first: readonly number[],
  second: readonly number[],
  room: number,
): readonly [readonly number[], readonly number[]] {
  if (first.length + second.length <= room) return [first, second]
  const shorter = Math.min(first.length, second.length)
  const half = Math.floor(room / 2)
  const keepShorter = Math.min(shorter, half)
  const keepLonger = room - keepShorter
  return first.length <= second.length
    ? [first.slice(0, keepShorter), second.slice(0, keepLonger)]
    : [first.slice(0, keepLonger), second.slice(0, keepShorter)]
}
