import type app from './en/app.json'
import type errors from './en/errors.json'
import type home from './en/home.json'
import type library from './en/library.json'
import type retrieval from './en/retrieval.json'
import type reader from './en/reader.json'
import type chat from './en/chat.json'
import type plans from './en/plans.json'
import type quizzes from './en/quizzes.json'
import type reviews from './en/reviews.json'
import type concepts from './en/concepts.json'
import type models from './en/models.json'
import type machine from './en/machine.json'
import type exchange from './en/exchange.json'
import type settings from './en/settings.json'
import type evaluation from './en/evaluation.json'
import type graph from './en/graph.json'
import type account from './en/account.json'

/** Every text of the app by its key. English is the pattern; a check compares the other languages with it. */
export interface Messages {
  readonly app: typeof app
  readonly errors: typeof errors
  readonly home: typeof home
  readonly library: typeof library
  readonly retrieval: typeof retrieval
  readonly reader: typeof reader
  readonly chat: typeof chat
  readonly plans: typeof plans
  readonly quizzes: typeof quizzes
  readonly reviews: typeof reviews
  readonly concepts: typeof concepts
  readonly models: typeof models
  readonly machine: typeof machine
  readonly exchange: typeof exchange
  readonly settings: typeof settings
  readonly evaluation: typeof evaluation
  readonly graph: typeof graph
  readonly account: typeof account
}

/** Part of the texts: those of a feature. */
export type Namespace = keyof Messages
