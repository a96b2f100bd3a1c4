import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

export interface AppRoute {
  /** Below /app; `:name` for a part that varies. */
  readonly path: string
  readonly component: LazyExoticComponent<ComponentType>
  /** Fetches the page's file ahead. */
  readonly fetchAhead: () => void
}

/** Each page is a file of its own, fetched when it is first opened. */
function page(path: string, load: () => Promise<ComponentType>): AppRoute {
  return {
    path,
    component: lazy(async () => ({ default: await load() })),
    // A failure is told where the page is opened.
    fetchAhead: () => void load().catch(() => undefined),
  }
}

/** Every page of the app. All addresses are deep links. */
export const ROUTES: readonly AppRoute[] = [
  page('/', async () => (await import('../features/home/home-page.tsx')).HomePage),
  page('/library', async () => (await import('../features/library/library-page.tsx')).LibraryPage),
  page('/documents/:id', async () => (await import('../features/reader/reader-page.tsx')).ReaderPage),
  page('/search', async () => (await import('../features/retrieval/search-page.tsx')).SearchPage),
  page('/ask', async () => (await import('../features/chat/ask-page.tsx')).AskPage),
  page('/plans', async () => (await import('../features/plans/plans-page.tsx')).PlansPage),
  page('/plans/new', async () => (await import('../features/plans/plan-wizard-page.tsx')).PlanWizardPage),
  page('/plans/:id', async () => (await import('../features/plans/plan-page.tsx')).PlanPage),
  page('/quizzes', async () => (await import('../features/quizzes/quizzes-page.tsx')).QuizzesPage),
  page('/quizzes/:id', async () => (await import('../features/quizzes/quiz-page.tsx')).QuizPage),
  page('/review', async () => (await import('../features/reviews/review-page.tsx')).ReviewPage),
  page('/cards', async () => (await import('../features/reviews/cards-page.tsx')).CardsPage),
  page('/progress', async () => (await import('../features/reviews/progress-page.tsx')).ProgressPage),
  page('/concepts', async () => (await import('../features/concepts/concepts-page.tsx')).ConceptsPage),
  page('/concepts/:id', async () => (await import('../features/concepts/concept-page.tsx')).ConceptPage),
  page('/models', async () => (await import('../features/models/models-page.tsx')).ModelsPage),
  page('/machine', async () => (await import('../features/machine/machine-page.tsx')).MachinePage),
  page('/settings', async () => (await import('../features/settings/settings-page.tsx')).SettingsPage),
]

/** Of several that match, the first is shown: "/plans/new" stands before "/plans/:id". */
export function routeOf(path: string): AppRoute | undefined {
  return ROUTES.find((route) => new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path))
}
