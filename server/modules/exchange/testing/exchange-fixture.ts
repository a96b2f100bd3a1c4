import { LearnPathError, type Card, type Plan, type ReviewSettings, type SolvedQuizItem } from '@learnpath/contracts'
import { createManualClock } from '../../../ports/clock.double.ts'
import type { AnkiPackages } from '../../../ports/anki-packages.ts'
import type { ZipWriter } from '../../../ports/zip-writer.ts'
import type { ForeignCard, ReviewLogEntry } from '../../reviews/index.ts'
import { createExchange } from '../exchange.ts'
import { samplePlan, sampleQuiz, sampleSettings } from './learning-samples.ts'

export const NOW = Date.UTC(2026, 10, 21, 12, 30, 10)

export interface Learning {
  readonly cards?: readonly Card[]
  readonly items?: readonly SolvedQuizItem[]
  readonly logs?: Readonly<Record<string, readonly ReviewLogEntry[]>>
  readonly plan?: Plan
}

/** Exchange over cards and items in memory. The adapters are the caller's: in a test of a module they are those of the port. */
export function exchangeOf(
  { cards = [], items = [], logs = {}, plan = samplePlan() }: Learning,
  adapters: { readonly ankiPackages: AnkiPackages; readonly writeZip: ZipWriter; readonly address?: string },
) {
  const taken: ForeignCard[] = []
  const changedSettings: Partial<ReviewSettings>[] = []
  const exchange = createExchange({
    ankiPackages: adapters.ankiPackages,
    writeZip: adapters.writeZip,
    clock: createManualClock(NOW),
    address: () => adapters.address ?? null,
    quizzes: {
      get: async (id) => {
        if (id !== 'quiz_1') throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: id })
        return await Promise.resolve(sampleQuiz(items))
      },
      items: async (ids) => await Promise.resolve(ids.flatMap((id) => items.filter((item) => item.id === id))),
    },
    plans: { get: async () => await Promise.resolve(plan) },
    reviews: {
      list: async ({ deck, limit, offset }) => {
        const all = cards.filter((card) => deck === undefined || card.deck === deck)
        return await Promise.resolve({ cards: all.slice(offset, offset + limit), total: all.length })
      },
      create: async () => await Promise.resolve({ cards: [], total: 0 }),
      log: async (id) => await Promise.resolve([...(logs[id] ?? [])]),
      settings: async () => await Promise.resolve(sampleSettings),
      updateSettings: async (change) => {
        changedSettings.push(change as Partial<ReviewSettings>)
        return await Promise.resolve(sampleSettings)
      },
      importCards: async (foreign) => {
        taken.push(...foreign)
        return await Promise.resolve({ added: foreign.length, updated: 0, unchanged: 0, reviews: 0 })
      },
    },
  })
  return { exchange, taken, changedSettings }
}
