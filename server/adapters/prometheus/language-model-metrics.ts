import { Counter, Histogram, type Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'

const FIRST_TOKEN_BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300]
const SPEED_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
const MS = 1000

/** How language models answer, by engine. */
export function createLanguageModelMetrics(registers: Registry[]): Pick<Metrics, 'languageModelEnded'> {
  const generations = new Counter({
    name: 'learnpath_language_model_generations_total',
    help: 'Generations of language models, by how they ended.',
    labelNames: ['engine', 'outcome'],
    registers,
  })
  const firstToken = new Histogram({
    name: 'learnpath_language_model_first_token_seconds',
    help: 'Time from the request to a language model to its first token, thoughts included.',
    labelNames: ['engine'],
    buckets: FIRST_TOKEN_BUCKETS,
    registers,
  })
  const speed = new Histogram({
    name: 'learnpath_language_model_speed_tokens_per_second',
    help: 'Speed of a generation.',
    labelNames: ['engine'],
    buckets: SPEED_BUCKETS,
    registers,
  })
  const tokens = new Counter({
    name: 'learnpath_language_model_tokens_total',
    help: 'Tokens that language models have read (prompt) and made (generated).',
    labelNames: ['engine', 'kind'],
    registers,
  })
  return {
    languageModelEnded({ engine, outcome }, measure) {
      generations.inc({ engine, outcome })
      if (measure === null) return
      const { firstTokenMs, tokensPerSecond, promptTokens, generatedTokens } = measure
      if (firstTokenMs !== null) firstToken.observe({ engine }, firstTokenMs / MS)
      if (tokensPerSecond !== null) speed.observe({ engine }, tokensPerSecond)
      tokens.inc({ engine, kind: 'prompt' }, promptTokens ?? 0)
      tokens.inc({ engine, kind: 'generated' }, generatedTokens ?? 0)
    },
  }
}
