import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** Each page is a file of its own, fetched when it is first opened. */
function page(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: await load() }))
}

export interface AppRoute {
  /** Below /app; `:name` for a part that varies. */
  readonly path: string
  readonly component: LazyExoticComponent<ComponentType>
}

/** Every page of the app. All addresses are deep links. */
export const ROUTES: readonly AppRoute[] = [
  { path: '/', component: page(async () => (await import('../features/home/home-page.tsx')).HomePage) },
  { path: '/library', component: page(async () => (await import('../features/library/library-page.tsx')).LibraryPage) },
  {
    path: '/documents/:id',
    component: page(async () => (await import('../features/reader/reader-page.tsx')).ReaderPage),
  },
  { path: '/search', component: page(async () => (await import('../features/retrieval/search-page.tsx')).SearchPage) },
  { path: '/ask', component: page(async () => (await import('../features/chat/ask-page.tsx')).AskPage) },
  { path: '/plans', component: page(async () => (await import('../features/plans/plans-page.tsx')).PlansPage) },
  {
    path: '/plans/new',
    component: page(async () => (await import('../features/plans/plan-wizard-page.tsx')).PlanWizardPage),
  },
  { path: '/plans/:id', component: page(async () => (await import('../features/plans/plan-page.tsx')).PlanPage) },
  { path: '/quizzes', component: page(async () => (await import('../features/quizzes/quizzes-page.tsx')).QuizzesPage) },
  { path: '/quizzes/:id', component: page(async () => (await import('../features/quizzes/quiz-page.tsx')).QuizPage) },
  { path: '/review', component: page(async () => (await import('../features/reviews/review-page.tsx')).ReviewPage) },
  { path: '/cards', component: page(async () => (await import('../features/reviews/cards-page.tsx')).CardsPage) },
  {
    path: '/progress',
    component: page(async () => (await import('../features/reviews/progress-page.tsx')).ProgressPage),
  },
  {
    path: '/concepts',
    component: page(async () => (await import('../features/concepts/concepts-page.tsx')).ConceptsPage),
  },
  {
    path: '/concepts/:id',
    component: page(async () => (await import('../features/concepts/concept-page.tsx')).ConceptPage),
  },
  { path: '/models', component: page(async () => (await import('../features/models/models-page.tsx')).ModelsPage) },
  { path: '/machine', component: page(async () => (await import('../features/machine/machine-page.tsx')).MachinePage) },
  {
    path: '/settings',
    component: page(async () => (await import('../features/settings/settings-page.tsx')).SettingsPage),
  },
]
