import type { ChatEvaluationAnswer, ChatQuestionSet, CreateChatEvaluationRequest } from '@learnpath/contracts'

/** What an evaluation of language models is made of. The questions are kept: the set may change or go. */
export interface ChatRunConfig {
  readonly request: Omit<CreateChatEvaluationRequest, 'title' | 'questionSet'>
  readonly set: Omit<ChatQuestionSet, 'yaml' | 'shipped'>
  readonly version: string
  readonly machine: { readonly processor: string; readonly processors: number; readonly memoryBytes: number }
  readonly library: { readonly documents: number; readonly passages: number }
  /** Which version of its model each subject had, in their order; null where it is not told. */
  readonly digests: readonly (string | null)[]
  /** Points of a person by label. */
  readonly maintenance: Readonly<Record<string, number>>
}

/** An answer as it is kept. */
export interface StoredAnswer extends Omit<ChatEvaluationAnswer, 'key' | 'subject'> {
  /** Place of the subject in the request. */
  readonly subject: number
  /** State of the library when it was made. */
  readonly librarySequence: number
}

/** One loading of a model that was not in memory. */
export interface StoredLoad {
  readonly model: string
  /** Null when its engine does not tell whether it was out of memory before. */
  readonly loadMs: number | null
  readonly modelBytes: number | null
  readonly vramBytes: number | null
  readonly failure: { readonly code: string; readonly message: string } | null
}

export const EXTRACTIVE = 'extractive'
export const ANSWER_PREFIX = 'answer/'
const LOAD_PREFIX = 'load/'

/** Which answer of a run it is. */
export interface AnswerPlace {
  readonly questionId: string
  /** 0: the question; 1 and on: its follow-ups. */
  readonly turn: number
  readonly repetition: number
  readonly subject: number
}

export const answerKey = ({ questionId, turn, repetition, subject }: AnswerPlace): string =>
  `${ANSWER_PREFIX}${questionId}/${turn}/${repetition}/${subject}`
export const loadKey = (model: string, round: number): string => `${LOAD_PREFIX}${round}/${model}`

/** What a run has measured so far. */
export interface ChatResults {
  readonly answers: readonly StoredAnswer[]
  readonly loads: readonly StoredLoad[]
}

/** From the results of a run by key. */
export function readResults(results: ReadonlyMap<string, unknown>): ChatResults {
  const of = (prefix: string) => [...results].filter(([key]) => key.startsWith(prefix)).map(([, result]) => result)
  return { answers: of(ANSWER_PREFIX) as StoredAnswer[], loads: of(LOAD_PREFIX) as StoredLoad[] }
}
