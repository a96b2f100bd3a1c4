import { LearnPathError, type SearchHit } from '@learnpath/contracts'
import { sentences } from '../../kernel/text/sentences.ts'
import type { LanguageModel } from '../../ports/language-model.ts'
import { describeSource, sourcePrompt, type PromptQuestion, type PromptSource } from './source-prompt.ts'

/** A passage that a model answers from. `text` is the hit's text or the beginning of it. */
export interface FittedSource extends PromptSource {
  readonly hit: SearchHit
}

export interface SourceBudget {
  /** Tokens of all sources at most. */
  readonly sourceTokens: number
  /** Tokens that the answer, thoughts included, may take. */
  readonly answerTokens: number
}

/** Borders of one source, and what a chat template puts around messages. */
const BORDER_TOKENS = 40
const TEMPLATE_TOKENS = 64
/** No passage, however long, keeps the others out. */
const LARGEST_SHARE = 0.5
/** Less of a passage than this is not worth its borders. */
const LEAST_TOKENS = 40

/**
 * The passages that fit into the model's context beside instructions, question and answer, in the order of their rank; one that is
 * too long is cut at the end of a sentence.
 * @throws LP_PROMPT_TOO_LONG when not even a part of the first one fits
 */
export async function fitSources(
  model: LanguageModel,
  hits: readonly SearchHit[],
  asked: PromptQuestion,
  budget: SourceBudget,
): Promise<FittedSource[]> {
  const whole = hits.map((hit, index): FittedSource => ({ n: index + 1, hit, text: hit.text }))
  const [own = 0, ...sizes] = await model.countTokens([
    sourcePrompt(asked, [])
      .map(({ content }) => content)
      .join('\n'),
    ...whole.map(describeSource),
  ])
  const free = model.description.contextTokens - own - TEMPLATE_TOKENS - budget.answerTokens
  let left = Math.min(free, budget.sourceTokens)
  const most = hits.length === 1 ? left : Math.floor(left * LARGEST_SHARE)
  const fitted: FittedSource[] = []
  for (const [index, source] of whole.entries()) {
    const size = (sizes[index] ?? 0) + BORDER_TOKENS
    const room = Math.min(left, most)
    const taken = size <= room ? source : await cutSource(model, source, room - BORDER_TOKENS)
    if (taken === null && left < LEAST_TOKENS + BORDER_TOKENS) break
    if (taken === null) continue
    fitted.push(taken)
    left -= Math.min(size, room)
  }
  if (fitted.length > 0 || hits.length === 0) return fitted
  const detail = `${model.description.id} reads ${model.description.contextTokens} tokens`
  throw new LearnPathError('LP_PROMPT_TOO_LONG', { detail })
}

/** As many sentences from the beginning as fit; null when that is next to nothing. */
async function cutSource(model: LanguageModel, source: FittedSource, tokens: number): Promise<FittedSource | null> {
  if (tokens < LEAST_TOKENS) return null
  const ends = sentences(source.hit.text, source.hit.language).map(({ end }) => end)
  const cuts = ends.map((end) => ({ ...source, text: source.hit.text.slice(0, end) }))
  const sizes = await model.countTokens(cuts.map(describeSource))
  return cuts.findLast((_, index) => (sizes[index] ?? Infinity) <= tokens) ?? null
}
