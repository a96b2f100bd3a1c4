import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useSearchParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useCollection } from '../library/use-collection.ts'
import { GoalStep } from './wizard/goal-step.tsx'
import { OutlookCard } from './wizard/outlook-card.tsx'
import { forgetForm, PlanForm, requestOf } from './wizard/plan-form.ts'
import { PreviewStep } from './wizard/preview-step.tsx'
import { ScopeStep } from './wizard/scope-step.tsx'
import { StepList, STEPS, type Step } from './wizard/step-list.tsx'
import { TimeStep } from './wizard/time-step.tsx'
import { usePlanForm } from './wizard/use-plan-form.ts'
import { usePreview } from './wizard/use-preview.ts'

/** From a goal to a plan. The plan that the wishes would make stands beside them all the while. */
export function PlanWizardPage(): JSX.Element {
  const t = useTranslations('plans')
  const { data, error, refetch } = useAnswer('listCollections')
  const collections = data?.collections.filter(({ documentCount }) => documentCount > 0)
  return (
    <Page title={t('newPlan')} lead={t('newPlanLead')}>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : collections === undefined ? (
        <Skeleton lines={6} />
      ) : collections.length === 0 ? (
        <EmptyState title={t('noDocuments')} actions={<ButtonLink to="/library">{t('toLibrary')}</ButtonLink>}>
          {t('noDocumentsText')}
        </EmptyState>
      ) : (
        <Wizard collections={collections} />
      )}
    </Page>
  )
}

type Collections = Parameters<typeof ScopeStep>[0]['collections']

function Wizard({ collections }: { readonly collections: Collections }): JSX.Element {
  const t = useTranslations('plans')
  const { form, values } = usePlanForm()
  const [step, goTo] = useStep()
  const [preferred] = useCollection()
  const home = useHomeCollection(values)
  const collection = chosenCollection(collections, [values.collection, home.name, preferred])
  const isValid = useMemo(() => PlanForm.safeParse(values).success, [values])
  const preview = usePreview(isValid && home.isKnown ? requestOf(values, collection) : null)
  const create = useCreate()
  const { errors } = form.formState
  const wrong = new Set<Step>(isValid ? [] : Object.keys(errors).length > 0 ? ['time'] : [])
  const submit = form.handleSubmit(
    (valid) => create.mutate({ body: requestOf(valid, collection) }),
    () => goTo('time'),
  )
  const heading = useFocusOnChange(step)
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid items-start gap-6 lg:grid-cols-[1fr_21rem]"
    >
      <div className="flex min-w-0 flex-col gap-5">
        <StepList step={step} wrong={wrong} onStep={goTo} />
        <section aria-labelledby="step-title" className="flex flex-col gap-4">
          <h2 id="step-title" ref={heading} tabIndex={-1} className="text-lg outline-none">
            {t(`stepTitle.${step}`)}
          </h2>
          {step === 'goal' && <GoalStep form={form} values={values} collection={collection} />}
          {step === 'scope' && (
            <ScopeStep form={form} values={values} collection={collection} collections={collections} />
          )}
          {step === 'time' && <TimeStep form={form} values={values} />}
          {step === 'preview' && <PreviewStep form={form} values={values} preview={preview} isAsked={isValid} />}
        </section>
        {create.error !== null && <ErrorState error={create.error} />}
        <Onward step={step} onStep={goTo} isCreating={create.isPending} />
      </div>
      <aside aria-label={t('outlook')} className="lg:sticky lg:top-6">
        <OutlookCard form={form} values={values} preview={preview} isAsked={isValid} />
      </aside>
    </form>
  )
}

interface OnwardProps {
  readonly step: Step
  readonly onStep: (step: Step) => void
  readonly isCreating: boolean
}

/** One step on or back; creating is possible at each. */
function Onward({ step, onStep, isCreating }: OnwardProps): JSX.Element {
  const t = useTranslations('plans')
  const next = STEPS[STEPS.indexOf(step) + 1]
  const before = STEPS[STEPS.indexOf(step) - 1]
  return (
    <div className="flex flex-wrap gap-2">
      {before !== undefined && <Button onClick={() => onStep(before)}>{t('back')}</Button>}
      {next !== undefined && <Button onClick={() => onStep(next)}>{t('nextStep', { step: t(`step.${next}`) })}</Button>}
      <Button type="submit" variant="primary" busy={isCreating}>
        {t('create')}
      </Button>
    </div>
  )
}

function useStep(): [step: Step, goTo: (step: Step) => void] {
  const [search, setSearch] = useSearchParams()
  const named = search.get('step')
  const step = STEPS.find((one) => one === named) ?? 'goal'
  return [step, (next) => setSearch((before) => ({ ...Object.fromEntries(before), step: next }))]
}

function useCreate(): ReturnType<typeof useCommand<'createPlan'>> {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  return useCommand('createPlan', {
    changes: ['listPlans'],
    onSuccess: (plan) => {
      forgetForm()
      client.setQueryData(['getPlan', { params: { id: plan.id } }], plan)
      navigate(`/plans/${plan.id}?view=calendar`)
    },
  })
}

/** The heading takes the focus when another step is shown, so that reading and tabbing go on there. */
function useFocusOnChange(step: Step): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
  }, [step])
  return heading
}

/** Where the first chosen document or concept belongs, as when an address names it; known at once when none is chosen. */
function useHomeCollection({ documentIds, conceptIds }: PlanForm): { name: string | null; isKnown: boolean } {
  const [documentId = ''] = documentIds
  const [conceptId = ''] = conceptIds
  const document = useAnswer('getDocument', { params: { id: documentId } }, { enabled: documentId !== '' })
  const concept = useAnswer('getConcept', { params: { id: conceptId } }, { enabled: conceptId !== '' })
  const isKnown = !(documentId !== '' && document.isPending) && !(conceptId !== '' && concept.isPending)
  return { name: document.data?.collection ?? concept.data?.collection ?? null, isKnown }
}

/** The first of the wished ones that is there; else the largest. */
function chosenCollection(collections: Collections, wished: readonly (string | null)[]): string {
  const known = wished.find((name) => collections.some((one) => one.name === name || one.id === name))
  const largest = collections.reduce((best, one) => (one.documentCount > best.documentCount ? one : best))
  return collections.find((one) => one.name === known || one.id === known)?.name ?? largest.name
}
