import type { QuestionSetSummary } from '@learnpath/contracts'
import { TrashIcon, UploadIcon } from '@radix-ui/react-icons'
import { useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { hideIds, showIds, useHiddenIds } from '../../components/hidden-ids.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'

/** Questions that language models are compared with. */
export function QuestionSets(): JSX.Element {
  const t = useTranslations('evaluation')
  const sets = useAnswer('listQuestionSets')
  const hidden = useHiddenIds()
  const shown = sets.data?.sets.filter(({ kind, id }) => kind === 'chat' && !hidden.has(id))
  return (
    <Card title={t('questionSets')} actions={<AddSet />}>
      {sets.isPending && <Skeleton />}
      {sets.isError && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {shown?.length === 0 && <p className="text-soft">{t('noQuestionSets')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {shown?.map((set) => (
          <SetRow key={set.id} set={set} />
        ))}
      </ul>
    </Card>
  )
}

function SetRow({ set }: { readonly set: QuestionSetSummary }): JSX.Element {
  const t = useTranslations('evaluation')
  const undoable = useUndoable()
  const deletion = useCommand('deleteQuestionSet', { changes: ['listQuestionSets'], onError: useFailureToast() })
  const { id, title, description, questionCount, followUpCount, shipped } = set
  const remove = (): void =>
    undoable({
      text: t('deleted', { title }),
      hide: () => hideIds([id]),
      show: () => showIds([id]),
      commit: () => deletion.mutate({ params: { id } }),
    })
  return (
    <li className="flex items-start gap-2 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{title}</span>
          {shipped && <Badge>{t('shipped')}</Badge>}
        </p>
        <p className="text-sm text-soft">{description}</p>
        <p className="text-sm text-soft">
          {t('questionsAndMore', { count: questionCount, followUps: followUpCount })} · {set.language.toUpperCase()}
        </p>
      </div>
      {!shipped && <IconButton label={t('deleteSet', { title })} icon={<TrashIcon />} onClick={remove} />}
    </li>
  )
}

function AddSet(): JSX.Element {
  const t = useTranslations('evaluation')
  const toast = useToast()
  const file = useRef<HTMLInputElement>(null)
  const add = useCommand('addChatQuestionSet', {
    changes: ['listQuestionSets'],
    onSuccess: ({ title, questions }) =>
      toast({ kind: 'good', text: t('setAdded', { title, count: questions.length }) }),
    onError: useFailureToast(),
  })
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen !== undefined) add.mutate({ body: { yaml: await chosen.text() } })
  }
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".yaml,.yml"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('addSet')}
        onChange={({ target }) => {
          void read(target.files?.[0])
          target.value = ''
        }}
      />
      <Button size="small" icon={<UploadIcon />} busy={add.isPending} onClick={() => file.current?.click()}>
        {t('addSet')}
      </Button>
    </>
  )
}
