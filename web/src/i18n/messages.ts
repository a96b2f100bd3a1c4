/** Every text of the app by its key. English is the pattern; a check compares the other languages with it. */
export interface Messages {
  readonly app: typeof import('./en/app.json')
  readonly errors: typeof import('./en/errors.json')
  readonly home: typeof import('./en/home.json')
  readonly library: typeof import('./en/library.json')
  readonly retrieval: typeof import('./en/retrieval.json')
  readonly reader: typeof import('./en/reader.json')
  readonly chat: typeof import('./en/chat.json')
  readonly plans: typeof import('./en/plans.json')
  readonly quizzes: typeof import('./en/quizzes.json')
  readonly reviews: typeof import('./en/reviews.json')
  readonly concepts: typeof import('./en/concepts.json')
  readonly models: typeof import('./en/models.json')
  readonly machine: typeof import('./en/machine.json')
  readonly exchange: typeof import('./en/exchange.json')
  readonly settings: typeof import('./en/settings.json')
}

/** Part of the texts: those of a feature. */
export type Namespace = keyof Messages
