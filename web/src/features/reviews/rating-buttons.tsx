import type { RatingPreview, ReviewRating } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { KeyHint } from '../../components/key-hint.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { useIntervalText } from './use-interval-text.ts'

interface RatingButtonsProps {
  readonly preview: readonly RatingPreview[]
  /** What the space bar and the return key stand for. */
  readonly suggested: ReviewRating
  readonly onRate: (rating: ReviewRating) => void
}

const LOOKS: Readonly<Record<ReviewRating, string>> = {
  again: 'border-bad text-bad hover:bg-bad-soft',
  hard: 'border-warn text-warn hover:bg-warn-soft',
  good: 'border-good text-good hover:bg-good-soft',
  easy: 'border-accent text-accent hover:bg-accent-soft',
}

/** How well it was known, each with when the card then comes back. Keys: 1 to 4. */
export function RatingButtons({ preview, suggested, onRate }: RatingButtonsProps): JSX.Element {
  const t = useTranslations('reviews')
  const intervalText = useIntervalText()
  useKeys((key) => {
    const rating = key === ' ' || key === 'Enter' ? suggested : preview[Number(key) - 1]?.rating
    if (rating === undefined) return false
    onRate(rating)
    return true
  })
  return (
    <fieldset>
      <legend className="mb-2 text-sm text-soft">{t('howWell')}</legend>
      <div className="grid grid-cols-4 gap-2">
        {preview.map(({ rating, intervalDays }, index) => (
          <button
            key={rating}
            type="button"
            onClick={() => onRate(rating)}
            className={classNames(
              'flex min-h-14 flex-col items-center justify-center rounded-md border px-1 transition-colors',
              rating === suggested && 'border-2',
              LOOKS[rating],
            )}
          >
            <span className="flex items-center gap-1.5 font-medium">
              {t(`rating.${rating}`)}
              <KeyHint>{String(index + 1)}</KeyHint>
            </span>
            <span className="text-sm text-soft">{intervalText(intervalDays)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}
