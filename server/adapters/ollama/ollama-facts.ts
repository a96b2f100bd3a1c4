import type { ModelResidency } from '../../ports/language-model.ts'
import { Running, Shown } from './ollama-answers.ts'
import { nonsense } from './ollama-errors.ts'

/** What is known of a model without loading it. */
export interface ModelFacts {
  /** Whether it thinks before it answers unless it is told not to. */
  readonly thinks: boolean
  /** What it was made for; null when Ollama does not tell. */
  readonly contextTokens: number | null
}

/** From the answer of POST /api/show; what is not told is nothing that stops anybody. */
export function factsIn(body: unknown): ModelFacts {
  const shown = Shown.safeParse(body).data
  const length = Object.entries(shown?.model_info ?? {}).find(([fact]) => fact.endsWith('.context_length'))?.[1]
  return {
    thinks: shown?.capabilities?.includes('thinking') ?? false,
    contextTokens: typeof length === 'number' && length > 0 ? length : null,
  }
}

/** From the answer of GET /api/ps. @throws LP_LANGUAGE_MODEL_FAILED */
export function residencyIn(body: unknown, name: string, place: string): ModelResidency | null {
  const running = Running.safeParse(body)
  if (!running.success) throw nonsense(place, 'no list of models in memory')
  const found = (running.data.models ?? []).find((model) => model.name === name || model.name === `${name}:latest`)
  if (found === undefined) return null
  return {
    sizeBytes: found.size,
    vramBytes: found.size_vram ?? null,
    contextTokens: found.context_length ?? null,
    expiresAt: expiryOf(found.expires_at),
  }
}

/** What stays for ever is given a time centuries away. */
function expiryOf(expiresAt: string | undefined): string | null {
  const date = new Date(expiresAt ?? Number.NaN)
  const isNear = Number.isFinite(date.getTime()) && date.getUTCFullYear() < 2200
  return isNear ? date.toISOString() : null
}
