import { QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followServer } from './api/live-updates.ts'
import { LiveUpdatesProvider } from './api/use-live-updates.tsx'
import { App, BASE } from './app/app.tsx'
import { createQueryClient } from './app/query-client.ts'
import { routeOf } from './app/routes.tsx'
import { LanguageProvider } from './i18n/language-provider.tsx'
import { applyTheme, storedTheme } from './app/theme.ts'
import { ToastProvider } from './components/toast.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
setNonce(nonce)
applyTheme(storedTheme())

const isFetched = routeOf(location.pathname.slice(BASE.length))?.fetchAhead()

const root = document.querySelector('#root')
const queryClient = createQueryClient()
const liveUpdates = followServer(queryClient)

if (root !== null) {
  // The frame alone would be painted sooner, and the page later.
  await isFetched
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <ToastProvider>
            <LiveUpdatesProvider value={liveUpdates}>
              <App />
            </LiveUpdatesProvider>
          </ToastProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
