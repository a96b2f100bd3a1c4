import { useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { storedTheme, storeTheme, THEMES } from '../../app/theme.ts'
import { LANGUAGES } from '../../i18n/language.ts'
import { useLanguage } from '../../i18n/language-provider.tsx'

/** Each language by its own name. */
const NAMES = { en: 'English', de: 'Deutsch' } as const

const linkTo =
  (path: string) =>
  (text: ReactNode): JSX.Element => <Link href={path}>{text}</Link>

export function AppearanceSettings(): JSX.Element {
  const t = useTranslations('settings')
  const app = useTranslations('app')
  const { language, choose } = useLanguage()
  const [theme, setTheme] = useState(storedTheme)
  return (
    <Card title={t('appearance')}>
      <div className="flex flex-col gap-4">
        <SelectField
          label={t('language')}
          value={language}
          onChange={({ target }) => {
            const chosen = LANGUAGES.find((one) => one === target.value)
            if (chosen !== undefined) choose(chosen)
          }}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {NAMES[one]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('colours')}
          value={theme}
          onChange={({ target }) => {
            const chosen = THEMES.find((one) => one === target.value)
            if (chosen === undefined) return
            storeTheme(chosen)
            setTheme(chosen)
          }}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {app(`themeTo.${one}`)}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-col gap-1 text-sm text-soft empty:hidden">
          <IfMay use="getReviewSettings">
            <p>{t.rich('reviewsElsewhere', { review: linkTo('/review') })}</p>
          </IfMay>
          <IfMay use="pullModel">
            <p>{t.rich('modelsElsewhere', { models: linkTo('/models') })}</p>
          </IfMay>
        </div>
      </div>
    </Card>
  )
}
