import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'

export function ReviewPage(): JSX.Element {
  const t = useTranslations('app')
  return <Page title={t('nav.review')}>{null}</Page>
}
