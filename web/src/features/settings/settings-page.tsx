import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'

export function SettingsPage(): JSX.Element {
  const t = useTranslations('app')
  return <Page title={t('nav.settings')}>{null}</Page>
}
