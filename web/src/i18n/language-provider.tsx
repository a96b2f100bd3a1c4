import { createContext, useContext, useEffect, useMemo, useState, type JSX, type ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import { preferredLanguage, storeLanguage, type Language } from './language.ts'
import type { Messages } from './messages.ts'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Messages
  }
}

/** Each language is a file of its own, fetched when it is spoken. */
const CATALOGUES = {
  en: async () => (await import('./en.ts')).messages,
  de: async () => (await import('./de.ts')).messages,
} satisfies Record<Language, () => Promise<Messages>>

/** On its way before the first component is. */
const first = { language: preferredLanguage(), messages: CATALOGUES[preferredLanguage()]() }

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}
const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => undefined })

/** The language of the app, and how to change it. */
export const useLanguage = (): LanguageChoice => useContext(LanguageContext)

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
  const [wanted, setWanted] = useState(first.language)
  const [spoken, setSpoken] = useState<{ language: Language; messages: Messages } | null>(null)
  useEffect(() => {
    let isCurrent = true
    const speak = async (): Promise<void> => {
      const messages = await (wanted === first.language ? first.messages : CATALOGUES[wanted]())
      if (isCurrent) setSpoken({ language: wanted, messages })
    }
    void speak()
    return () => {
      isCurrent = false
    }
  }, [wanted])
  useEffect(() => {
    if (spoken !== null) document.documentElement.lang = spoken.language
  }, [spoken])
  const now = useMinutes()
  const language = spoken?.language ?? wanted
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language): void => {
        storeLanguage(chosen)
        setWanted(chosen)
      },
    }),
    [language],
  )
  if (spoken === null) return null
  return (
    <LanguageContext value={choice}>
      <IntlProvider
        locale={spoken.language}
        messages={spoken.messages}
        now={now}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}
