import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { EXTRACTIVE, type ChatRunConfig } from './stored-chat-run.ts'

/** A piece of work: a model is loaded anew, or a subject is asked a question with its follow-ups. */
export type ChatWorkItem =
  | { readonly kind: 'load'; readonly model: string; readonly round: number }
  | { readonly kind: 'ask'; readonly question: number; readonly repetition: number; readonly subject: number }

type Plan = Pick<ChatRunConfig, 'request' | 'set'>

/**
 * All work in the order in which it is done. Subjects take turns at each question, in an order by the seed that changes from question to
 * question, and so do models at each round of loading: what the machine does meanwhile hits all alike, and nobody is always first.
 */
export function orderWork({ request, set }: Plan): ChatWorkItem[] {
  const { seed, subjects, repetitions, loads } = request
  const models = [...new Set(subjects.map(({ model }) => model))].filter((model) => model !== EXTRACTIVE)
  const items: ChatWorkItem[] = []
  for (let round = 1; round <= loads; round++) {
    for (const model of shuffled(models, randomFor(seed, `loads ${round}`))) items.push({ kind: 'load', model, round })
  }
  const questions = set.questions.map((_, at) => at)
  const places = subjects.map((_, at) => at)
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    for (const question of shuffled(questions, randomFor(seed, `questions ${repetition}`))) {
      for (const subject of shuffled(places, randomFor(seed, `subjects ${repetition} ${question}`))) {
        items.push({ kind: 'ask', question, repetition, subject })
      }
    }
  }
  return items
}

/** Loads and answers, follow-ups counted. */
export function workTotal({ request, set }: Plan): number {
  const turns = set.questions.reduce((sum, { followUps }) => sum + 1 + followUps.length, 0)
  const loads = orderWork({ request, set }).filter(({ kind }) => kind === 'load').length
  return loads + turns * request.repetitions * request.subjects.length
}
