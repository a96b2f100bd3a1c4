import { ArrowDownIcon, ArrowUpIcon } from '@radix-ui/react-icons'
import { useLayoutEffect, useRef, useState, type JSX, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { RichText } from '../../../components/rich-text.tsx'
import type { AnswerFormProps } from './answer-form-props.ts'
import { VerdictMark } from './verdict-mark.tsx'

/** Steps to be put in order, by their buttons, by arrow keys, or by the number of the place. */
export function OrderingAnswer({ item, answer, onChange, isClosed, solution }: AnswerFormProps): JSX.Element {
  const t = useTranslations('quizzes')
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const movedTo = useRef<number | null>(null)
  const order = answer !== null && 'order' in answer ? answer.order : item.options.map((_, index) => index)
  const right = solution !== null && 'order' in solution.answer ? solution.answer.order : null

  function move(from: number, to: number): void {
    const step = order[from]
    if (to < 0 || to >= order.length || to === from || step === undefined || isClosed) return
    onChange({ order: order.toSpliced(from, 1).toSpliced(to, 0, step) })
    setSaid(t('moved', { place: to + 1, count: order.length }))
    movedTo.current = to
  }
  // The step keeps the focus where it goes: at once, as the next key may be for another one.
  useLayoutEffect(() => {
    if (movedTo.current !== null) list.current?.children[movedTo.current]?.querySelector('button')?.focus()
    movedTo.current = null
  })

  return (
    <div className="flex flex-col gap-2">
      {!isClosed && <p className="text-sm text-soft">{t('orderingHint')}</p>}
      <ol ref={list} aria-label={t('steps')} className="flex flex-col gap-2">
        {order.map((step, place) => (
          <Step
            key={step}
            place={place}
            count={order.length}
            text={item.options[step] ?? ''}
            isRight={right === null ? null : right[place] === step}
            onMove={(to) => move(place, to)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

interface StepProps {
  readonly place: number
  readonly count: number
  readonly text: string
  readonly isRight: boolean | null
  readonly onMove: (to: number) => void
}

function Step({ place, count, text, isRight, onMove }: StepProps): JSX.Element {
  const t = useTranslations('quizzes')
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = targetOf(event.key, place)
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onMove(to)
  }
  return (
    <li
      className={classNames(
        'flex min-h-12 items-center gap-3 rounded-md border py-1 pr-1.5 pl-3.5',
        isRight === null && 'border-line-strong bg-surface focus-within:border-accent',
        isRight === true && 'border-good bg-good-soft',
        isRight === false && 'border-bad bg-bad-soft',
      )}
    >
      <span className="w-5 text-soft tabular-nums">{place + 1}</span>
      <span className="min-w-0 flex-1">
        <RichText text={text} />
      </span>
      {isRight === null ? (
        <>
          <IconButton
            label={t('moveUp', { step: text })}
            icon={<ArrowUpIcon />}
            aria-disabled={place === 0}
            onKeyDown={onKeyDown}
            onClick={() => onMove(place - 1)}
          />
          <IconButton
            label={t('moveDown', { step: text })}
            icon={<ArrowDownIcon />}
            aria-disabled={place === count - 1}
            onKeyDown={onKeyDown}
            onClick={() => onMove(place + 1)}
          />
        </>
      ) : (
        <VerdictMark right={isRight} label={t(isRight ? 'rightOption' : 'wrongOption')} />
      )}
    </li>
  )
}

function targetOf(key: string, place: number): number | null {
  if (key === 'ArrowUp') return place - 1
  if (key === 'ArrowDown') return place + 1
  return /^[1-9]$/.test(key) ? Number(key) - 1 : null
}
