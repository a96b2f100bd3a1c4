import type { LanguageModelList } from '@learnpath/contracts'
import type { z } from 'zod'
import type { LanguageModel, ModelMessage } from '../../ports/language-model.ts'

/** An answer that has to have a form. */
export interface ObjectRequest<T> {
  readonly schema: z.ZodType<T>
  readonly messages: readonly ModelMessage[]
  readonly maximumTokens: number
  readonly seed: number
  /** Ask this model alone. Default: the chain. */
  readonly model?: string
  /** Each model as it is to be asked, such as one that counts what its generations take. */
  readonly around?: (model: LanguageModel) => LanguageModel
  readonly signal?: AbortSignal
}

export interface GeneratedObject<T> {
  readonly value: T
  /** Id of the model that made it. */
  readonly model: string
  /** Generations that it took, of all models that were asked. */
  readonly attempts: number
}

/** Language models of what is connected: which there are, who answers, and answers in a form. */
export interface LanguageModelsApi {
  /** Asks every source; one that cannot be reached is listed with the reason. */
  list(signal?: AbortSignal): Promise<LanguageModelList>
  /** Who answers from now on; null: what the settings say. @throws LP_LANGUAGE_MODEL_UNKNOWN */
  choose(chain: readonly string[] | null): Promise<LanguageModelList>
  /** Models to try, in order. Empty when answers are extractive. */
  chain(): Promise<readonly LanguageModel[]>
  /** @throws LP_LANGUAGE_MODEL_UNKNOWN when nothing that is connected could have it */
  get(id: string): LanguageModel
  load(id: string, signal?: AbortSignal): Promise<LanguageModelList>
  unload(id: string): Promise<LanguageModelList>
  /**
   * What the schema asks for: checked, repaired once, asked again with the other way of thinking, then by the next model. Null when
   * there is no model or none of them could.
   * @throws the reason of the signal
   */
  generateObject<T>(request: ObjectRequest<T>): Promise<GeneratedObject<T> | null>
  /** Brings the first model of the chain into memory, without waiting for it. */
  start(): Promise<void>
  stop(): Promise<void>
}
