import { lazy, useState, type ComponentType, type JSX } from 'react'
import type { Namespace } from '../i18n/messages.ts'
import { addMessages } from '../i18n/spoken-messages.ts'

export interface AppRoute {
  /** Below /app; `:name` for a part that varies. */
  readonly path: string
  readonly component: ComponentType
  /** Fetches the page's file ahead. Never fails: a failure is told where the page is opened. */
  readonly fetchAhead: () => Promise<void>
}

/** Each page is a file of its own, fetched with its texts when it is first opened. */
function page(path: string, texts: readonly Namespace[], load: () => Promise<ComponentType>): AppRoute {
  const loadAll = async (): Promise<{ readonly default: ComponentType }> => {
    const [component] = await Promise.all([load(), addMessages(texts)])
    fetched = component
    return { default: component }
  }
  let fetched: ComponentType | null = null
  const Awaited = lazy(loadAll)
  // A place-holder, even for a moment, would stay for 300 ms: React does not let content flicker.
  function Fetched(): JSX.Element {
    const [Shown] = useState<ComponentType>(() => fetched ?? Awaited)
    return <Shown />
  }
  return {
    path,
    component: Fetched,
    fetchAhead: async () =>
      await loadAll().then(
        () => undefined,
        () => undefined,
      ),
  }
}

/** Every page of the app. All addresses are deep links. */
export const ROUTES: readonly AppRoute[] = [
  page('/', ['home', 'library'], async () => (await import('../features/home/home-page.tsx')).HomePage),
  page('/library', ['library'], async () => (await import('../features/library/library-page.tsx')).LibraryPage),
  page('/documents/:id', ['reader'], async () => (await import('../features/reader/reader-page.tsx')).ReaderPage),
  page(
    '/search',
    ['retrieval', 'reader'],
    async () => (await import('../features/retrieval/search-page.tsx')).SearchPage,
  ),
  page('/ask/:id?', ['chat', 'reader'], async () => (await import('../features/chat/ask-page.tsx')).AskPage),
  page('/plans', ['plans'], async () => (await import('../features/plans/plans-page.tsx')).PlansPage),
  page('/plans/new', ['plans'], async () => (await import('../features/plans/plan-wizard-page.tsx')).PlanWizardPage),
  page('/plans/:id', ['plans'], async () => (await import('../features/plans/plan-page.tsx')).PlanPage),
  page('/quizzes', ['quizzes'], async () => (await import('../features/quizzes/quizzes-page.tsx')).QuizzesPage),
  page(
    '/quizzes/:id',
    ['quizzes', 'exchange', 'reader'],
    async () => (await import('../features/quizzes/quiz-page.tsx')).QuizPage,
  ),
  page(
    '/review',
    ['reviews', 'quizzes', 'reader'],
    async () => (await import('../features/reviews/review-page.tsx')).ReviewPage,
  ),
  page('/cards', ['reviews', 'exchange'], async () => (await import('../features/reviews/cards-page.tsx')).CardsPage),
  page('/progress', ['reviews'], async () => (await import('../features/reviews/progress-page.tsx')).ProgressPage),
  page(
    '/concepts',
    ['concepts', 'graph'],
    async () => (await import('../features/concepts/concepts-page.tsx')).ConceptsPage,
  ),
  page('/concepts/reviews', ['graph'], async () => (await import('../features/graph/reviews-page.tsx')).ReviewsPage),
  page(
    '/concepts/:id',
    ['concepts', 'graph'],
    async () => (await import('../features/concepts/concept-page.tsx')).ConceptPage,
  ),
  page(
    '/entities/:id',
    ['graph', 'concepts'],
    async () => (await import('../features/graph/entity-page.tsx')).EntityPage,
  ),
  page('/models', ['models'], async () => (await import('../features/models/models-page.tsx')).ModelsPage),
  page('/lab', ['evaluation'], async () => (await import('../features/evaluation/lab-page.tsx')).LabPage),
  page(
    '/lab/new-chat',
    ['evaluation'],
    async () => (await import('../features/evaluation/new-chat-page.tsx')).NewChatPage,
  ),
  page(
    '/lab/new-retrieval',
    ['evaluation'],
    async () => (await import('../features/evaluation/new-retrieval-page.tsx')).NewRetrievalPage,
  ),
  page('/lab/runs/:id', ['evaluation'], async () => (await import('../features/evaluation/run-page.tsx')).RunPage),
  page(
    '/lab/runs/:id/rate',
    ['evaluation'],
    async () => (await import('../features/evaluation/rate-page.tsx')).RatePage,
  ),
  page(
    '/lab/labels/:id',
    ['evaluation'],
    async () => (await import('../features/evaluation/labels-page.tsx')).LabelsPage,
  ),
  page(
    '/machine',
    ['machine', 'models', 'settings'],
    async () => (await import('../features/machine/machine-page.tsx')).MachinePage,
  ),
  page('/account', ['account'], async () => (await import('../features/account/account-page.tsx')).AccountPage),
  page('/workspace', ['account'], async () => (await import('../features/account/workspace-page.tsx')).WorkspacePage),
  page(
    '/installation',
    ['account'],
    async () => (await import('../features/account/installation-page.tsx')).InstallationPage,
  ),
  page('/settings', ['settings'], async () => (await import('../features/settings/settings-page.tsx')).SettingsPage),
]

/** Of several that match, the first is shown: "/plans/new" stands before "/plans/:id". */
export function routeOf(path: string): AppRoute | undefined {
  return ROUTES.find((route) => patternOf(route.path).test(path))
}

/** `:id` is any part of an address, `/:id?` one that may be left out. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`)
