import { useMemo } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'

/** Writes ISO 639-1 codes as names of languages, as a list. */
export function useLanguageNames(): (codes: readonly string[]) => string {
  const t = useTranslations('models')
  const locale = useLocale()
  const format = useFormatter()
  const names = useMemo(() => new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }), [locale])
  return (codes) => {
    if (codes.includes('multi')) return t('manyLanguages')
    return format.list(codes.map((code) => (code === 'und' ? t('unknownLanguage') : (names.of(code) ?? code))))
  }
}
