import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type JSX,
  type ReactNode,
} from 'react'
import { IntlProvider } from 'use-intl'
import { storeLanguage, type Language } from './language.ts'
import type { Messages } from './messages.ts'
import { onSpokenMessages, speak, spokenMessages } from './spoken-messages.ts'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Messages
  }
}

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}
const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => undefined })

/** The language of the app, and how to change it. */
export const useLanguage = (): LanguageChoice => useContext(LanguageContext)

function choose(chosen: Language): void {
  storeLanguage(chosen)
  speak(chosen)
}

const MINUTE_MS = 60_000

/** The time that "5 minutes ago" counts from; moves on each minute. */
function useMinutes(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => window.clearInterval(timer)
  }, [])
  return now
}

export function LanguageProvider({ children }: { readonly children: ReactNode }): JSX.Element | null {
  const spoken = useSyncExternalStore(onSpokenMessages, spokenMessages)
  useEffect(() => {
    if (spoken !== null) document.documentElement.lang = spoken.language
  }, [spoken])
  const now = useMinutes()
  const language = spoken?.language
  const choice = useMemo(() => (language === undefined ? null : { language, choose }), [language])
  if (spoken === null || choice === null) return null
  return (
    <LanguageContext value={choice}>
      <IntlProvider
        locale={spoken.language}
        // A page is shown when its own texts have come; a check compares what it asks for with what it says.
        messages={spoken.messages}
        now={now}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}
