import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'

export function PlanWizardPage(): JSX.Element {
  const t = useTranslations('app')
  return <Page title={t('nav.plans')}>{null}</Page>
}
