import type { AnkiPackages } from '../../ports/anki-packages.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ZipWriter } from '../../ports/zip-writer.ts'
import type { PlansApi } from '../plans/index.ts'
import type { QuizzesApi } from '../quizzes/index.ts'
import type { ReviewsApi } from '../reviews/index.ts'

export interface ExchangeDependencies {
  readonly reviews: Pick<ReviewsApi, 'list' | 'create' | 'log' | 'settings' | 'updateSettings' | 'importCards'>
  readonly quizzes: Pick<QuizzesApi, 'get' | 'items'>
  readonly plans: Pick<PlansApi, 'get'>
  readonly ankiPackages: AnkiPackages
  readonly writeZip: ZipWriter
  readonly clock: Clock
  /** Address that links to documents begin with, such as `http://127.0.0.1:8080`; null when nothing listens. */
  readonly address: () => string | null
}
