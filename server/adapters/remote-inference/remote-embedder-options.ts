import type { EmbedTexts } from '../../ports/embedder.ts'
import type { RemoteServiceOptions } from './service-connection.ts'

export interface RemoteEmbedderOptions extends RemoteServiceOptions {
  /** Put before texts, such as "query: "; services do not do it by themselves. Default: nothing, or what the service tells of itself. */
  readonly instructions?: { readonly query: string; readonly passage: string } | undefined
  /** ISO 639-1 codes the model was made for; services do not tell. Default: what the service tells, or all. */
  readonly languages?: readonly string[] | undefined
  /** Where the service does not tell. */
  readonly maximumTokens?: number | undefined
}

export interface NamedModelOptions extends RemoteEmbedderOptions {
  /** As the service calls it. */
  readonly model: string
}

/** Who connects a service has chosen its model for the library: as long as nothing is told, it counts as made for all of it. */
export const UNKNOWN_LANGUAGES = ['multi']

/** The text with what the model wants before it. */
export function instructed(
  text: string,
  instruction: EmbedTexts['instruction'],
  instructions: RemoteEmbedderOptions['instructions'],
): string {
  return instruction === 'none' ? text : `${instructions?.[instruction] ?? ''}${text}`
}

/** Part of a key: instructions change the vectors. */
export const instructionsKey = (instructions: RemoteEmbedderOptions['instructions']): string =>
  instructions === undefined ? '' : `:${JSON.stringify([instructions.query, instructions.passage])}`

/** So many texts in one request that its answer is parsed without holding up the process. */
export function batchSizeFor(dimensions: number, allowed: number): number {
  return Math.max(1, Math.min(allowed, 64, Math.floor(NUMBERS_PER_ANSWER / dimensions)))
}

const NUMBERS_PER_ANSWER = 16_384
