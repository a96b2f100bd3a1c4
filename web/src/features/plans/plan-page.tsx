import { CalendarIcon, DotsHorizontalIcon, DownloadIcon, TrashIcon } from '@radix-ui/react-icons'
import type { Plan } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useParams, useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink, IconButton } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { ExportDialog } from './page/export-dialog.tsx'
import { PlanCalendar } from './page/plan-calendar.tsx'
import { PlanChanges } from './page/plan-changes.tsx'
import { PlanHead } from './page/plan-head.tsx'
import { PlanPath } from './page/plan-path.tsx'
import { ReplanDialog } from './page/replan-dialog.tsx'
import { useDeletePlan } from './use-delete-plan.ts'

/** A plan: what comes next, the way, the calendar, and how it adapted. */
export function PlanPage(): JSX.Element {
  const t = useTranslations('plans')
  const { id } = useParams<{ id: string }>()
  const { data: plan, error, refetch } = useAnswer('getPlan', { params: { id } })
  if (plan !== undefined) return <PlanShown plan={plan} />
  return (
    <Page title={t('plan')}>
      {error === null ? (
        <Skeleton lines={8} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          <ErrorState error={error} onRetry={() => void refetch()} />
          <ButtonLink to="/plans">{t('toPlans')}</ButtonLink>
        </div>
      )}
    </Page>
  )
}

const VIEWS = ['path', 'calendar', 'changes'] as const
type View = (typeof VIEWS)[number]

function PlanShown({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const [search, setSearch] = useSearchParams()
  const named = search.get('view')
  const view: View = VIEWS.find((one) => one === named) ?? 'path'
  return (
    <Page
      title={plan.title}
      lead={t('planLead', { collection: plan.collection, count: plan.modules.length })}
      actions={<PlanActions plan={plan} />}
    >
      <PlanHead plan={plan} />
      <Tabs<View>
        label={t('views')}
        value={view}
        onChange={(next) => setSearch((before) => ({ ...Object.fromEntries(before), view: next }), { replace: true })}
        tabs={[
          { name: 'path', title: t('view.path'), content: <PlanPath plan={plan} /> },
          { name: 'calendar', title: t('view.calendar'), content: <PlanCalendar plan={plan} /> },
          { name: 'changes', title: t('view.changes'), content: <PlanChanges plan={plan} /> },
        ]}
      />
    </Page>
  )
}

function PlanActions({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const remove = useDeletePlan()
  const [open, setOpen] = useState<'replan' | 'export' | null>(null)
  return (
    <>
      <Button icon={<CalendarIcon />} onClick={() => setOpen('replan')}>
        {t('replan')}
      </Button>
      <Button icon={<DownloadIcon />} onClick={() => setOpen('export')}>
        {t('export')}
      </Button>
      <Menu trigger={<IconButton label={t('more')} icon={<DotsHorizontalIcon />} />}>
        <MenuItem danger icon={<TrashIcon />} onSelect={() => remove(plan)}>
          {t('deletePlan')}
        </MenuItem>
      </Menu>
      {open === 'replan' && <ReplanDialog plan={plan} onClose={() => setOpen(null)} />}
      {open === 'export' && <ExportDialog plan={plan} onClose={() => setOpen(null)} />}
    </>
  )
}
