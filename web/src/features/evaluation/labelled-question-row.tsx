import type { LabelledPassage, LabelledQuestion } from '@learnpath/contracts'
import { CheckIcon, TrashIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { readerAddress } from '../../components/passage.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'

interface LabelledQuestionRowProps {
  readonly setId: string
  readonly question: LabelledQuestion
}

const ORIGINS = { own: 'good', generated: 'accent', imported: 'plain' } as const

/** A question with its passages. One that was generated is accepted or thrown out. */
export function LabelledQuestionRow({ setId, question }: LabelledQuestionRowProps): JSX.Element {
  const t = useTranslations('evaluation')
  const undoable = useUndoable()
  const onError = useFailureToast()
  const changes = ['getLabelSet', 'listLabelSets'] as const
  const deletion = useCommand('deleteLabelledQuestion', { changes, onError })
  const accept = useCommand('updateLabelledQuestion', { changes, onError })
  const params = { id: setId, questionId: question.id }
  const isUnchecked = question.checked === 'rules'
  const remove = (): void =>
    undoable({
      text: t('questionRemoved'),
      hide: () => hideIds([question.id]),
      show: () => showIds([question.id]),
      commit: () => deletion.mutate({ params }),
    })
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 font-medium wrap-anywhere">{question.question}</h2>
        <Badge kind={ORIGINS[question.origin]}>{t(`origin.${question.origin}`)}</Badge>
        {!isUnchecked && (
          <IconButton
            label={t('removeQuestion', { question: question.question })}
            icon={<TrashIcon />}
            onClick={remove}
          />
        )}
      </div>
      <ul className="flex flex-col gap-2">
        {question.passages.map((passage) => (
          <PassageRow key={`${passage.documentId} ${passage.start}`} passage={passage} />
        ))}
      </ul>
      {isUnchecked && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            icon={<CheckIcon />}
            busy={accept.isPending}
            aria-label={t('acceptQuestion', { question: question.question })}
            onClick={() => accept.mutate({ params, body: { accepted: true } })}
          >
            {t('accept')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<TrashIcon />}
            aria-label={t('rejectQuestion', { question: question.question })}
            onClick={remove}
          >
            {t('reject')}
          </Button>
        </div>
      )}
    </li>
  )
}

const QUOTE_SHOWN = 220

function PassageRow({ passage }: { readonly passage: LabelledPassage }): JSX.Element {
  const t = useTranslations('evaluation')
  const { documentId, start, end, title, path, quote, place, grade, wholeDocument } = passage
  const isThere = place === 'exact' || place === 'moved'
  const name = title === '' ? path : title
  return (
    <li className="border-l-2 border-line-strong pl-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        {isThere ? (
          <Link href={readerAddress({ documentId, start, end, page: null })}>{name}</Link>
        ) : (
          <span>{name}</span>
        )}
        <span className="text-soft">{t(`grade.${grade as 1 | 2 | 3}`)}</span>
        {!isThere && <Badge kind="warn">{t(`place.${place}`)}</Badge>}
      </p>
      <p className="font-reading wrap-anywhere">
        {wholeDocument ? t('wholeDocument') : quote.slice(0, QUOTE_SHOWN)}
        {quote.length > QUOTE_SHOWN && ' …'}
      </p>
    </li>
  )
}
