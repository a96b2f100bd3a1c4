import type { Plan, UpdatePlanRequest } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../../api/use-answer.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorState, Skeleton } from '../../../components/states.tsx'
import { useToast } from '../../../components/toast.tsx'
import { useSettled } from '../wizard/use-settled.ts'
import { PlanDifference } from './plan-difference.tsx'
import { ReplanFields } from './replan-fields.tsx'
import { isValidChange, type PlanWishes } from './plan-wishes.ts'
import { useShowPlan } from './use-tell-plan.ts'

interface ReplanDialogProps {
  readonly plan: Plan
  readonly onClose: () => void
}

const PAUSE_MS = 200

/** Other hours, days, deadline or modules. What would become of the plan is shown before it is done. */
export function ReplanDialog({ plan, onClose }: ReplanDialogProps): JSX.Element {
  const t = useTranslations('plans')
  const toast = useToast()
  const show = useShowPlan()
  const { hoursPerWeek, days, deadline, sessionMinutes, wordsPerMinute } = plan.request
  const [wishes, setWishes] = useState<PlanWishes>({
    hoursPerWeek,
    days,
    deadline,
    sessionMinutes,
    wordsPerMinute,
    dropModuleIds: [],
  })
  const change = changeOf(plan, wishes)
  const isChanged = Object.keys(change).length > 0
  const isValid = isValidChange(wishes, plan.modules.length)
  const settled = useSettled(change, PAUSE_MS)
  const params = { id: plan.id }
  const asked = isValid && isChanged && Object.keys(settled).length > 0
  const preview = useAnswer('previewPlanChange', { params, body: settled }, { enabled: asked, keepBefore: true })
  const update = useCommand('updatePlan', {
    changes: ['listPlans'],
    onSuccess: (changed) => {
      show(changed)
      toast({ kind: 'good', text: t('replanned') })
      onClose()
    },
  })
  return (
    <Dialog
      open
      place="side"
      onOpenChange={(open) => !open && onClose()}
      title={t('replanTitle')}
      description={t('replanLead')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            disabled={!isChanged || !isValid}
            busy={update.isPending}
            onClick={() => update.mutate({ params, body: change })}
          >
            {t('accept')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6 pb-4">
        <ReplanFields plan={plan} wishes={wishes} onChange={setWishes} />
        <section aria-live="polite" aria-busy={preview.isFetching} className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('difference')}</h3>
          {!isChanged || !isValid ? (
            <p className="text-soft">{t(isValid ? 'differenceNone' : 'differenceInvalid')}</p>
          ) : preview.error !== null ? (
            <ErrorState error={preview.error} />
          ) : preview.data === undefined ? (
            <Skeleton lines={4} />
          ) : (
            <PlanDifference change={preview.data} deadline={wishes.deadline} wishes={wishes} onChange={setWishes} />
          )}
        </section>
        {update.error !== null && <ErrorState error={update.error} />}
      </div>
    </Dialog>
  )
}

/** Only what is other than it was. */
function changeOf({ request }: Plan, wishes: PlanWishes): UpdatePlanRequest {
  const { dropModuleIds, ...settings } = wishes
  const other = Object.entries(settings).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(request[name as keyof typeof settings]),
  )
  const change: UpdatePlanRequest = Object.fromEntries(other)
  return dropModuleIds.length === 0 ? change : { ...change, dropModuleIds: [...dropModuleIds] }
}
