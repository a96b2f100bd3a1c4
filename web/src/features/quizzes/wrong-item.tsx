import type { QuizItem } from '@learnpath/contracts'
import { ChevronRightIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { RichText } from '../../components/rich-text.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { EvidencePassage } from './evidence-passage.tsx'
import { RightAnswer } from './right-answer.tsx'

/** A question that was answered wrong; its answer and passage when opened. */
export function WrongItem({ item }: { readonly item: QuizItem }): JSX.Element {
  const [isOpen, setIsOpen] = useState(false)
  const solved = useAnswer('getQuizItem', { params: { id: item.id } }, { enabled: isOpen })
  return (
    <li>
      <details className="group" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary className="flex min-h-10 list-none items-start gap-2 py-2">
          <ChevronRightIcon className="mt-1.5 shrink-0 transition-transform group-open:rotate-90" />
          <RichText text={item.stem} />
        </summary>
        <div className="flex flex-col gap-3 pb-4 pl-6">
          {solved.data !== undefined && (
            <>
              <RightAnswer item={item} solution={solved.data.solution} />
              <EvidencePassage {...solved.data.solution} />
            </>
          )}
          {isOpen && solved.isPending && <Skeleton />}
          {solved.isError && <ErrorState error={solved.error} onRetry={() => void solved.refetch()} />}
        </div>
      </details>
    </li>
  )
}
