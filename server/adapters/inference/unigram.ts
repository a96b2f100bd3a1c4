import type { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers'
import { LearnPathError } from '@learnpath/contracts'

/** Below the least likely piece of the vocabulary, as in SentencePiece. */
const UNKNOWN_PENALTY = 10

/** A Unigram vocabulary as tokenizer.json has it. */
export interface UnigramDefinition {
  readonly type: 'Unigram'
  readonly unk_id: number | null
  readonly vocab: readonly (readonly [piece: string, logProbability: number])[]
}

export const isUnigram = (model: unknown): model is UnigramDefinition =>
  (model as { type?: unknown } | null)?.type === 'Unigram' && Array.isArray((model as { vocab?: unknown }).vocab)

/** What the library is given instead of the vocabulary, of which it would make a tree of objects. */
export const unigramStub = { type: 'Unigram', unk_id: 0, vocab: [['<unk>', 0]] }

/**
 * Replaces the library's Unigram model: the same pieces by the same search (Viterbi; Kudo, "Subword Regularization", ACL 2018) with
 * one map instead of a tree. For 250,000 pieces, as XLM-RoBERTa has them, the tree takes 170 MB.
 */
export function installUnigram(library: LibraryTokenizer, { vocab, unk_id: unknownId }: UnigramDefinition): void {
  const { model } = library
  if (model === null) throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: 'its tokenizer has no vocabulary' })
  const ids = new Map<string, number>()
  const scores = new Float64Array(vocab.length)
  let least = Infinity
  let longest = 1
  vocab.forEach(([piece, score], id) => {
    ids.set(piece, id)
    scores[id] = score
    least = Math.min(least, score)
    longest = Math.max(longest, piece.length)
  })
  const unknownScore = least - UNKNOWN_PENALTY
  if (unknownId !== null) scores[unknownId] = unknownScore
  const pieces = vocab.map(([piece]) => piece)
  for (const [token, id] of model.tokens_to_ids) if (token !== '<unk>' || !ids.has(token)) ids.set(token, id)
  model.tokens_to_ids = ids
  model.vocab = pieces
  model.unk_token_id = unknownId ?? undefined
  model.unk_token = unknownId === null ? undefined : pieces[unknownId]
  model.encode = (texts: readonly string[]) =>
    texts.flatMap((text) => likeliestPieces(text, { ids, scores, longest, unknownScore }))
}

interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>
  readonly scores: Float64Array
  /** Of a piece, in UTF-16 units. */
  readonly longest: number
  readonly unknownScore: number
}

/** The way through the text with the highest sum of scores; a character without a piece is a piece of its own. */
function likeliestPieces(text: string, { ids, scores, longest, unknownScore }: Vocabulary): string[] {
  const best = new Float64Array(text.length + 1).fill(-Infinity)
  const from = new Int32Array(text.length + 1)
  best[0] = 0
  const reach = (start: number, end: number, score: number): void => {
    if (score <= (best[end] ?? 0)) return
    best[end] = score
    from[end] = start
  }
  for (let start = 0; start < text.length;) {
    const step = (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1
    const before = best[start] ?? 0
    let hasCharacter = false
    for (let end = start + step; end <= Math.min(text.length, start + longest); end++) {
      const id = ids.get(text.slice(start, end))
      if (id === undefined) continue
      if (end === start + step) hasCharacter = true
      reach(start, end, before + (scores[id] ?? 0))
    }
    if (!hasCharacter) reach(start, start + step, before + unknownScore)
    start += step
  }
  const found: string[] = []
  for (let end = text.length; end > 0; end = from[end] ?? 0) found.push(text.slice(from[end], end))
  return found.toReversed()
}
