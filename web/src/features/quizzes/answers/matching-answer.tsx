import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../components/class-names.ts'
import { SelectField } from '../../../components/field.tsx'
import { RichText } from '../../../components/rich-text.tsx'
import type { AnswerFormProps } from './answer-form-props.ts'
import { VerdictMark } from './verdict-mark.tsx'

const NONE = ''
const letterOf = (index: number): string => String.fromCodePoint(65 + index)

/** Pairs to be found: each on the left gets the letter of one on the right. Typing the letter chooses it. */
export function MatchingAnswer({ item, onChange, isClosed, solution }: AnswerFormProps): JSX.Element {
  const t = useTranslations('quizzes')
  const [pairs, setPairs] = useState<readonly (number | null)[]>(item.left.map(() => null))
  const right = solution !== null && 'order' in solution.answer ? solution.answer.order : null

  function pair(left: number, chosen: number | null): void {
    if (isClosed) return
    // Each is used once: the one that had it before gives it up.
    const next = pairs.map((before, at) => (at === left ? chosen : before === chosen ? null : before))
    setPairs(next)
    const complete = next.filter((one) => one !== null)
    onChange(complete.length === item.left.length ? { order: complete } : null)
  }

  return (
    <div className="flex flex-col gap-4">
      <ol aria-label={t('pairChoices')} className="flex flex-col gap-1.5">
        {item.right.map((text, index) => (
          <li key={text} className="flex gap-2.5 rounded-md bg-sunken px-3 py-2">
            <b className="text-accent">{letterOf(index)}</b>
            <RichText text={text} />
          </li>
        ))}
      </ol>
      <ul className="flex flex-col gap-2">
        {item.left.map((text, at) => {
          const chosen = pairs[at] ?? null
          const wanted = right?.[at]
          return (
            <li
              key={text}
              className={classNames(
                'flex items-center gap-3 rounded-md border py-1.5 pr-2 pl-3.5',
                right === null
                  ? 'border-line-strong'
                  : wanted === chosen
                    ? 'border-good bg-good-soft'
                    : 'border-bad bg-bad-soft',
              )}
            >
              <span className="min-w-0 flex-1">
                <RichText text={text} />
              </span>
              {right === null || wanted === undefined ? (
                <div className="w-24 shrink-0">
                  <SelectField
                    label={t('pairOf', { name: text })}
                    labelHidden
                    value={chosen ?? NONE}
                    onChange={({ target }) => pair(at, target.value === NONE ? null : Number(target.value))}
                  >
                    <option value={NONE}>…</option>
                    {item.right.map((_, index) => (
                      // oxlint-disable-next-line react/no-array-index-key -- its index is what an option is
                      <option key={index} value={index}>
                        {letterOf(index)}
                      </option>
                    ))}
                  </SelectField>
                </div>
              ) : (
                <>
                  <b>
                    {chosen !== null && chosen !== wanted && <s className="mr-2 font-normal">{letterOf(chosen)}</s>}
                    {letterOf(wanted)}
                  </b>
                  <VerdictMark right={wanted === chosen} label={t(wanted === chosen ? 'rightOption' : 'wrongOption')} />
                </>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
