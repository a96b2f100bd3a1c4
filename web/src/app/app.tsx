import { Suspense, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Route, Router, Switch } from 'wouter'
import { ButtonLink } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { Skeleton, EmptyState } from '../components/states.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { ROUTES } from './routes.tsx'
import { Shell } from './shell.tsx'

/** Every address of the app begins with it. */
export const BASE = '/app'

/** Navigation around, and the page of the address within. */
export function App(): JSX.Element {
  return (
    <Router base={BASE}>
      <Shell>
        <ErrorBoundary>
          <Suspense fallback={<Skeleton className="mx-auto max-w-page p-8" lines={6} />}>
            <Switch>
              {ROUTES.map(({ path, component }) => (
                <Route key={path} path={path} component={component} />
              ))}
              <Route component={NoSuchPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Shell>
    </Router>
  )
}

function NoSuchPage(): JSX.Element {
  const t = useTranslations('app')
  return (
    <Page title={t('notFoundTitle')}>
      <EmptyState title={t('notFoundText')} actions={<ButtonLink to="/">{t('toHome')}</ButtonLink>} />
    </Page>
  )
}
