import type { QuizItem } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { ThumbIcon } from './thumb-icon.tsx'

interface ItemThumbsProps {
  readonly item: QuizItem
  readonly onRemoved: (item: QuizItem) => void
  readonly onBack: (item: QuizItem) => void
}

/** A thumb up keeps an item whatever its statistics say; a thumb down removes it, which can be taken back. */
export function ItemThumbs({ item, onRemoved, onBack }: ItemThumbsProps): JSX.Element {
  const t = useTranslations('quizzes')
  const app = useTranslations('app')
  const toast = useToast()
  const tellFailure = useFailureToast()
  const [isUp, setIsUp] = useState(false)
  const bringBack = useCommand('rateQuizItem', { changes: ['reviewQueue', 'listCards'], onSuccess: onBack })
  const remove = useCommand('rateQuizItem', {
    changes: ['reviewQueue', 'listCards'],
    onSuccess: (changed) => {
      onRemoved(changed)
      toast({
        text: t('removed'),
        action: {
          label: app('undo'),
          run: () => bringBack.mutate({ params: { id: item.id }, body: { thumb: 'up' } }, { onError: tellFailure }),
        },
      })
    },
  })
  const praise = useCommand('rateQuizItem', { onSuccess: () => setIsUp(true) })
  return (
    <span className="flex">
      <IconButton
        label={t('thumbUp')}
        aria-pressed={isUp}
        icon={<ThumbIcon />}
        className={classNames(isUp && 'bg-accent-soft')}
        onClick={() => praise.mutate({ params: { id: item.id }, body: { thumb: 'up' } }, { onError: tellFailure })}
      />
      <IconButton
        label={t('thumbDown')}
        icon={<ThumbIcon down />}
        disabled={remove.isPending}
        onClick={() => remove.mutate({ params: { id: item.id }, body: { thumb: 'down' } }, { onError: tellFailure })}
      />
    </span>
  )
}
