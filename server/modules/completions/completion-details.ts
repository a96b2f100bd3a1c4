import type { AskResponse, CompletionDetails, CompletionUsage } from '@learnpath/contracts'

/** What LearnPath knows of its answer beyond the OpenAI interface. */
export function detailsOf(response: AskResponse): CompletionDetails {
  const { answer, abstained, confidence, engine, fallbacks, searchedFor, generation, tookMs, sentences } = response
  return { answer, abstained, confidence, engine, fallbacks, searchedFor, generation, tookMs, sentences }
}

/** Tokens that a model read and made: none for an extractive answer, null when the engine does not count. */
export function usageOf({ generation }: AskResponse): CompletionUsage | null {
  if (generation === null) return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
  const { promptTokens, generatedTokens } = generation
  if (promptTokens === null || generatedTokens === null) return null
  return {
    prompt_tokens: promptTokens,
    completion_tokens: generatedTokens,
    total_tokens: promptTokens + generatedTokens,
  }
}

export const finishReasonOf = ({ generation }: AskResponse): 'stop' | 'length' =>
  generation?.ended === 'length' ? 'length' : 'stop'
