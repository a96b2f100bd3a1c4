import { PlusIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useHiddenPlans } from './hidden-plans.ts'
import { PlanCard } from './plan-card.tsx'

/** All plans, the newest first. */
export function PlansPage(): JSX.Element {
  const t = useTranslations('plans')
  const { data, error, refetch } = useAnswer('listPlans')
  const hidden = useHiddenPlans()
  const plans = data?.plans.filter(({ id }) => !hidden.has(id))
  const create = (
    <ButtonLink to="/plans/new" variant="primary" icon={<PlusIcon />}>
      {t('newPlan')}
    </ButtonLink>
  )
  return (
    <Page title={t('plans')} lead={t('plansLead')} actions={plans !== undefined && plans.length > 0 && create}>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : plans === undefined ? (
        <Skeleton lines={6} />
      ) : plans.length === 0 ? (
        <EmptyState title={t('noPlans')} actions={create}>
          {t('noPlansText')}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 lg:grid-cols-2">
          {plans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </ul>
      )}
    </Page>
  )
}
