import type { AskEvent } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { GenerationMeasure } from '../../ports/language-model.ts'
import type { UntimedResponse } from './chat-api.ts'
import { mayBecomeRefusal } from './grounding/refusal.ts'

export interface TextStream {
  readonly onText: (piece: string) => void
  /** Tells what was held back, or what the refusal was turned into. */
  readonly end: (answer: Pick<UntimedResponse, 'answer' | 'abstained'>) => void
  /** What has been written. */
  readonly text: () => string
  /** What can be told of a generation that was cut off. */
  readonly measure: () => GenerationMeasure
}

/** Passes pieces of an answer on as they come; the marker of a refusal is held back. */
export function streamText(onEvent: (event: AskEvent) => void, clock: Clock): TextStream {
  const startedMs = clock.monotonicMs()
  let written = ''
  let told = 0
  let firstMs: number | null = null
  const tell = (text: string): void => {
    if (text !== '') onEvent({ type: 'text-delta', text })
  }
  return {
    onText(piece) {
      firstMs ??= clock.monotonicMs()
      written += piece
      if (told === 0 && mayBecomeRefusal(written)) return
      const from = told
      told = written.length
      tell(written.slice(from))
    },
    end({ answer, abstained }) {
      if (told === 0) tell(abstained ? answer : written)
    },
    text: () => written,
    measure() {
      const firstTextMs = firstMs === null ? null : firstMs - startedMs
      const unknown = { loadMs: null, promptTokens: null, generatedTokens: null, tokensPerSecond: null }
      return { ...unknown, firstTextMs, firstTokenMs: firstTextMs, totalMs: clock.monotonicMs() - startedMs }
    },
  }
}
