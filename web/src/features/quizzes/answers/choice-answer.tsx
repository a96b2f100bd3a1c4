import type { QuizAnswer } from '@learnpath/contracts'
import { useId, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../components/class-names.ts'
import { KeyHint } from '../../../components/key-hint.tsx'
import { RichText } from '../../../components/rich-text.tsx'
import { useKeys } from '../../../components/use-keys.ts'
import type { AnswerFormProps } from './answer-form-props.ts'
import { VerdictMark } from './verdict-mark.tsx'

interface Choice {
  readonly answer: QuizAnswer
  readonly text: string
  /** Keys that choose it. */
  readonly keys: readonly string[]
}

/** One of several options, or true and false. Keys: 1 to 9, and the first letters of true and false. */
export function ChoiceAnswer({ item, answer, onChange, isClosed, solution }: AnswerFormProps): JSX.Element {
  const t = useTranslations('quizzes')
  const name = useId()
  const choices: readonly Choice[] =
    item.type === 'true-false'
      ? [true, false].map((isTrue, index) => ({
          answer: { isTrue },
          text: t(`truth.${isTrue}`),
          keys: [String(index + 1), t(`truth.${isTrue}`).charAt(0).toLowerCase()],
        }))
      : item.options.map((text, option) => ({ answer: { option }, text, keys: [String(option + 1)] }))
  useKeys((key) => {
    const chosen = choices.find(({ keys }) => keys.includes(key.toLowerCase()))
    if (isClosed || chosen === undefined) return false
    onChange(chosen.answer)
    return true
  })
  return (
    <fieldset className="flex flex-col gap-2" disabled={solution !== null}>
      <legend className="sr-only">{t('options')}</legend>
      {choices.map((choice) => (
        <ChoiceRow
          key={choice.keys[0]}
          name={name}
          choice={choice}
          isClosed={isClosed}
          isChosen={isSame(choice.answer, answer)}
          isRight={solution === null ? null : isSame(choice.answer, solution.answer)}
          onChoose={() => {
            if (!isClosed) onChange(choice.answer)
          }}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceRowProps {
  readonly name: string
  readonly choice: Choice
  readonly isClosed: boolean
  readonly isChosen: boolean
  /** Null before it is known. */
  readonly isRight: boolean | null
  readonly onChoose: () => void
}

function ChoiceRow({ name, choice, isClosed, isChosen, isRight, onChoose }: ChoiceRowProps): JSX.Element {
  const t = useTranslations('quizzes')
  return (
    <label
      className={classNames(
        'flex min-h-12 items-center gap-3 rounded-md border px-3.5 py-2 transition-colors',
        lookOf(isChosen, isRight),
      )}
    >
      <input
        type="radio"
        name={name}
        checked={isChosen}
        onChange={onChoose}
        className="size-4.5 shrink-0 accent-accent"
      />
      <span className="min-w-0 flex-1">
        <RichText text={choice.text} />
      </span>
      {!isClosed && <KeyHint>{choice.keys.at(-1)?.toUpperCase() ?? ''}</KeyHint>}
      {isRight === true && <VerdictMark right label={t('rightOption')} />}
      {isRight === false && isChosen && <VerdictMark right={false} label={t('wrongOption')} />}
    </label>
  )
}

function lookOf(isChosen: boolean, isRight: boolean | null): string {
  if (isRight === true) return 'border-good bg-good-soft'
  if (isRight === false) return isChosen ? 'border-bad bg-bad-soft' : 'border-line bg-surface'
  return isChosen ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface hover:bg-sunken'
}

const isSame = (one: QuizAnswer, other: QuizAnswer | null): boolean => JSON.stringify(one) === JSON.stringify(other)
