import { lazy, useState, type ComponentType, type JSX } from 'react'
import type { EndpointName } from '../api/request.ts'
import { useMay } from '../api/session.ts'
import type { Namespace } from '../i18n/messages.ts'
import { addMessages } from '../i18n/spoken-messages.ts'

export interface AppRoute {
  /** Below /app; `:name` for a part that varies. */
  readonly path: string
  readonly component: ComponentType
  /** Address without which the page is nothing; null: it is for everybody. */
  readonly needs: EndpointName | null
  /** Fetches the page's file ahead. Never fails: a failure is told where the page is opened. */
  readonly fetchAhead: () => Promise<void>
}

/** With identity alone. */
const NotAllowed = lazy(async () => {
  const [{ NotAllowed: Page }] = await Promise.all([
    import('../features/account/not-allowed.tsx'),
    addMessages(['account']),
  ])
  return { default: Page }
})

/** Each page is a file of its own, fetched with its texts when it is first opened. */
function page(
  path: string,
  needs: EndpointName | null,
  texts: readonly Namespace[],
  load: () => Promise<ComponentType>,
): AppRoute {
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
  function Allowed(): JSX.Element {
    const may = useMay()
    return needs === null || may(needs) ? <Fetched /> : <NotAllowed needs={needs} />
  }
  return {
    path,
    needs,
    component: Allowed,
    fetchAhead: async () =>
      await loadAll().then(
        () => undefined,
        () => undefined,
      ),
  }
}

/** Every page of the app. All addresses are deep links. */
export const ROUTES: readonly AppRoute[] = [
  page('/', 'status', ['home', 'library'], async () => (await import('../features/home/home-page.tsx')).HomePage),
  page(
    '/library',
    'listDocuments',
    ['library'],
    async () => (await import('../features/library/library-page.tsx')).LibraryPage,
  ),
  page(
    '/documents/:id',
    'getDocument',
    ['reader'],
    async () => (await import('../features/reader/reader-page.tsx')).ReaderPage,
  ),
  page(
    '/search',
    'search',
    ['retrieval', 'reader'],
    async () => (await import('../features/retrieval/search-page.tsx')).SearchPage,
  ),
  page(
    '/ask/:id?',
    'createConversation',
    ['chat', 'reader'],
    async () => (await import('../features/chat/ask-page.tsx')).AskPage,
  ),
  page('/plans', 'listPlans', ['plans'], async () => (await import('../features/plans/plans-page.tsx')).PlansPage),
  page(
    '/plans/new',
    'createPlan',
    ['plans'],
    async () => (await import('../features/plans/plan-wizard-page.tsx')).PlanWizardPage,
  ),
  page('/plans/:id', 'getPlan', ['plans'], async () => (await import('../features/plans/plan-page.tsx')).PlanPage),
  page(
    '/quizzes',
    'listQuizzes',
    ['quizzes'],
    async () => (await import('../features/quizzes/quizzes-page.tsx')).QuizzesPage,
  ),
  page(
    '/quizzes/:id',
    'getQuiz',
    ['quizzes', 'exchange', 'reader'],
    async () => (await import('../features/quizzes/quiz-page.tsx')).QuizPage,
  ),
  page(
    '/review',
    'reviewQueue',
    ['reviews', 'quizzes', 'reader'],
    async () => (await import('../features/reviews/review-page.tsx')).ReviewPage,
  ),
  page(
    '/cards',
    'listCards',
    ['reviews', 'exchange'],
    async () => (await import('../features/reviews/cards-page.tsx')).CardsPage,
  ),
  page(
    '/progress',
    'progress',
    ['reviews'],
    async () => (await import('../features/reviews/progress-page.tsx')).ProgressPage,
  ),
  page(
    '/concepts',
    'conceptGraph',
    ['concepts', 'graph'],
    async () => (await import('../features/concepts/concepts-page.tsx')).ConceptsPage,
  ),
  page(
    '/concepts/reviews',
    'listMergeReviews',
    ['graph'],
    async () => (await import('../features/graph/reviews-page.tsx')).ReviewsPage,
  ),
  page(
    '/concepts/:id',
    'getConcept',
    ['concepts', 'graph'],
    async () => (await import('../features/concepts/concept-page.tsx')).ConceptPage,
  ),
  page(
    '/entities/:id',
    'getEntity',
    ['graph', 'concepts'],
    async () => (await import('../features/graph/entity-page.tsx')).EntityPage,
  ),
  page('/models', 'pullModel', ['models'], async () => (await import('../features/models/models-page.tsx')).ModelsPage),
  page(
    '/lab',
    'listEvaluations',
    ['evaluation'],
    async () => (await import('../features/evaluation/lab-page.tsx')).LabPage,
  ),
  page(
    '/lab/new-chat',
    'createChatEvaluation',
    ['evaluation'],
    async () => (await import('../features/evaluation/new-chat-page.tsx')).NewChatPage,
  ),
  page(
    '/lab/new-retrieval',
    'createRetrievalEvaluation',
    ['evaluation'],
    async () => (await import('../features/evaluation/new-retrieval-page.tsx')).NewRetrievalPage,
  ),
  page(
    '/lab/runs/:id',
    'getEvaluation',
    ['evaluation'],
    async () => (await import('../features/evaluation/run-page.tsx')).RunPage,
  ),
  page(
    '/lab/runs/:id/rate',
    'nextPair',
    ['evaluation'],
    async () => (await import('../features/evaluation/rate-page.tsx')).RatePage,
  ),
  page(
    '/lab/labels/:id',
    'getLabelSet',
    ['evaluation'],
    async () => (await import('../features/evaluation/labels-page.tsx')).LabelsPage,
  ),
  page(
    '/machine',
    'machine',
    ['machine', 'models', 'settings'],
    async () => (await import('../features/machine/machine-page.tsx')).MachinePage,
  ),
  page('/account', null, ['account'], async () => (await import('../features/account/account-page.tsx')).AccountPage),
  page(
    '/workspace',
    'listMembers',
    ['account'],
    async () => (await import('../features/account/workspace-page.tsx')).WorkspacePage,
  ),
  page(
    '/installation',
    'listUsers',
    ['account'],
    async () => (await import('../features/account/installation-page.tsx')).InstallationPage,
  ),
  page(
    '/settings',
    null,
    ['settings'],
    async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
  ),
]

/** Of several that match, the first is shown: "/plans/new" stands before "/plans/:id". */
export function routeOf(path: string): AppRoute | undefined {
  return ROUTES.find((route) => patternOf(route.path).test(path))
}

/** `:id` is any part of an address, `/:id?` one that may be left out. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`)
