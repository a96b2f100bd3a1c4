import type { Language } from './language.ts'
import type { Messages, Namespace } from './messages.ts'

type Catalogue = { readonly [Name in Namespace]: () => Promise<{ readonly default: Messages[Name] }> }

/** Each part of each language is a file of its own, fetched when a page needs it. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: {
    app: async () => await import('./en/app.json'),
    errors: async () => await import('./en/errors.json'),
    home: async () => await import('./en/home.json'),
    library: async () => await import('./en/library.json'),
    retrieval: async () => await import('./en/retrieval.json'),
    reader: async () => await import('./en/reader.json'),
    chat: async () => await import('./en/chat.json'),
    plans: async () => await import('./en/plans.json'),
    quizzes: async () => await import('./en/quizzes.json'),
    reviews: async () => await import('./en/reviews.json'),
    concepts: async () => await import('./en/concepts.json'),
    models: async () => await import('./en/models.json'),
    machine: async () => await import('./en/machine.json'),
    exchange: async () => await import('./en/exchange.json'),
    settings: async () => await import('./en/settings.json'),
    evaluation: async () => await import('./en/evaluation.json'),
    graph: async () => await import('./en/graph.json'),
    account: async () => await import('./en/account.json'),
  },
  de: {
    app: async () => await import('./de/app.json'),
    errors: async () => await import('./de/errors.json'),
    home: async () => await import('./de/home.json'),
    library: async () => await import('./de/library.json'),
    retrieval: async () => await import('./de/retrieval.json'),
    reader: async () => await import('./de/reader.json'),
    chat: async () => await import('./de/chat.json'),
    plans: async () => await import('./de/plans.json'),
    quizzes: async () => await import('./de/quizzes.json'),
    reviews: async () => await import('./de/reviews.json'),
    concepts: async () => await import('./de/concepts.json'),
    models: async () => await import('./de/models.json'),
    machine: async () => await import('./de/machine.json'),
    exchange: async () => await import('./de/exchange.json'),
    settings: async () => await import('./de/settings.json'),
    evaluation: async () => await import('./de/evaluation.json'),
    graph: async () => await import('./de/graph.json'),
    account: async () => await import('./de/account.json'),
  },
}
