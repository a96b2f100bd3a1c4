import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { StrictMode, Suspense, type ComponentType, type JSX } from 'react'
import { createRoot } from 'react-dom/client'
import { followServer } from './api/live-updates.ts'
import { hasIdentity, knownSession } from './api/session.ts'
import { LiveUpdatesProvider } from './api/use-live-updates.tsx'
import { App, BASE } from './app/app.tsx'
import { StartFailure } from './app/start-failure.tsx'
import { createQueryClient } from './app/query-client.ts'
import { routeOf } from './app/routes.tsx'
import { LanguageProvider } from './i18n/language-provider.tsx'
import { applyTheme, storedTheme } from './app/theme.ts'
import { ToastProvider } from './components/toast.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
setNonce(nonce)
applyTheme(storedTheme())

const path = location.pathname.slice(BASE.length)
const isFetched = routeOf(path)?.fetchAhead()
const Door = hasIdentity() ? await door() : null

/** The page before the app, if there is one; or what says that it cannot be learned whether. */
async function door(): Promise<ComponentType | null> {
  try {
    return await (await import('./features/account/enter.tsx')).enter(path)
  } catch (error) {
    return () => <StartFailure error={error} />
  }
}

/** The app, in step with the server; whoever is not signed in yet gets the page that stands before it. */
function inside(queryClient: QueryClient): JSX.Element {
  if (Door !== null) {
    return (
      <Suspense>
        <Door />
      </Suspense>
    )
  }
  return (
    <LiveUpdatesProvider value={followServer(queryClient, knownSession()?.may('events') ?? true)}>
      <App />
    </LiveUpdatesProvider>
  )
}

const root = document.querySelector('#root')
if (root !== null) {
  const queryClient = createQueryClient()
  const content = inside(queryClient)
  // The frame alone would be painted sooner, and the page later.
  await isFetched
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <ToastProvider>{content}</ToastProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
