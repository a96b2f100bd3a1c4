import type { EvaluationSummary } from '@learnpath/contracts'
import { TrashIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { isUnderWay } from './is-under-way.ts'
import { StateBadge } from './state-badge.tsx'

/** An evaluation in the list; the whole of it leads to its report. */
export function EvaluationRow({ run }: { readonly run: EvaluationSummary }): JSX.Element {
  const t = useTranslations('evaluation')
  const format = useFormatter()
  const tellFailure = useFailureToast()
  const undoable = useUndoable()
  const deletion = useCommand('deleteEvaluation', { changes: ['listEvaluations'], onError: tellFailure })
  const { id, kind, title, state, subjects, done, total, ratings } = run
  const remove = (): void =>
    undoable({
      text: t('deleted', { title }),
      hide: () => hideIds([id]),
      show: () => showIds([id]),
      commit: () => deletion.mutate({ params: { id } }),
    })
  const made = format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li className="relative flex flex-col gap-2 rounded-lg border border-line bg-surface p-4 shadow-card hover:border-line-strong">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-medium wrap-anywhere">
            <Link href={`/lab/runs/${id}`} className="text-ink no-underline after:absolute after:inset-0">
              {title}
            </Link>
          </h2>
          <p className="text-sm text-soft">
            {t(`kind.${kind}`)} · {made}
            {ratings > 0 && ` · ${t('ratings', { count: ratings })}`}
          </p>
        </div>
        <StateBadge state={state} />
        <IconButton label={t('deleteRun', { title })} icon={<TrashIcon />} onClick={remove} className="relative z-10" />
      </div>
      {subjects.join(' / ') !== title && <p className="text-sm wrap-anywhere">{subjects.join(' · ')}</p>}
      {(isUnderWay(run) || done < total) && (
        <ProgressBar label={t('doneOf', { done, total })} value={done / Math.max(1, total)} />
      )}
    </li>
  )
}
