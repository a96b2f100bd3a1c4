import { createThoughtSplitter, type SplitPiece } from './thought-splitter.ts'

export interface GenerationRecord {
  text(piece: string): void
  thought(piece: string): void
  /** Pieces of text so far: with engines that send every token by itself, its tokens. */
  textPieces(): number
  end(): RecordedGeneration
}

export interface RecordedGeneration {
  readonly text: string
  readonly firstTextMs: number | null
  readonly firstTokenMs: number | null
  readonly totalMs: number
}

/** Passes pieces on as they come, thoughts apart from text, and measures from its own creation on. */
export function recordGeneration(options: {
  /** Milliseconds; never goes back. */
  readonly now: () => number
  readonly onText?: ((piece: string) => void) | undefined
  readonly onThinking?: ((piece: string) => void) | undefined
}): GenerationRecord {
  const startedAt = options.now()
  const splitter = createThoughtSplitter()
  const pieces: string[] = []
  let textPieces = 0
  let firstTextMs: number | null = null
  let firstTokenMs: number | null = null

  const thought = (piece: string) => {
    if (piece === '') return
    firstTokenMs ??= options.now() - startedAt
    options.onThinking?.(piece)
  }
  const pass = (piece: SplitPiece) => {
    thought(piece.thought)
    if (piece.text === '') return
    firstTextMs ??= options.now() - startedAt
    firstTokenMs ??= firstTextMs
    textPieces += 1
    pieces.push(piece.text)
    options.onText?.(piece.text)
  }
  return {
    text(piece) {
      if (piece !== '') pass(splitter.push(piece))
    },
    thought,
    textPieces: () => textPieces,
    end() {
      pass(splitter.rest())
      return { text: pieces.join(''), firstTextMs, firstTokenMs, totalMs: options.now() - startedAt }
    },
  }
}
