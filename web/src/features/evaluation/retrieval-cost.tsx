import type { CreateRetrievalEvaluationRequestInput } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { useMeasureText } from './use-measure-text.ts'

/** What a comparison of ways to search would take, and how small a difference it could show. */
export function RetrievalCost({ body }: { readonly body: CreateRetrievalEvaluationRequestInput }): JSX.Element {
  const t = useTranslations('evaluation')
  const size = useFileSize()
  const { number, milliseconds } = useMeasureText()
  const plan = useAnswer('planRetrievalEvaluation', { body }, { keepBefore: true })
  return (
    <section aria-label={t('cost')} className="rounded-lg bg-sunken px-5 py-4">
      <h2 className="font-semibold">{t('cost')}</h2>
      {plan.isPending && <Skeleton className="mt-2" />}
      {plan.isError && <ErrorState error={plan.error} />}
      {plan.data !== undefined && !plan.isError && (
        <>
          <ul className="mt-1 list-disc pl-5">
            <li>{t('costSearches', { searches: plan.data.searches, questions: plan.data.questions })}</li>
            {plan.data.subjects
              .filter(({ embed }) => embed > 0)
              .map(({ name, embed, estimatedSeconds }) => (
                <li key={name}>
                  {t('costVectors', { name, count: embed })}
                  {estimatedSeconds !== null && ` (${milliseconds(estimatedSeconds * 1000)})`}
                </li>
              ))}
            {plan.data.diskBytes > 0 && (
              <li>{t('costDisk', { size: size(plan.data.diskBytes), free: size(plan.data.freeBytes) })}</li>
            )}
            {plan.data.left > 0 && <li>{t('costLeft', { count: plan.data.left })}</li>}
          </ul>
          {plan.data.detectable !== null && (
            <p className="mt-2 text-sm text-soft">{t('detectable', { difference: number(plan.data.detectable) })}</p>
          )}
        </>
      )}
    </section>
  )
}
