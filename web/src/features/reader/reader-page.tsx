import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'

export function ReaderPage(): JSX.Element {
  const t = useTranslations('app')
  return <Page title={t('nav.library')}>{null}</Page>
}
