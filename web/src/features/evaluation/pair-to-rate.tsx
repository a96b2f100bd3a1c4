import type { BlindPair, PairPreference, QualityPoints, RatedQuality } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { CitedAnswer } from './cited-answer.tsx'
import { QUALITIES } from './qualities.ts'
import { QualityRows } from './quality-rows.tsx'

export interface Judgement {
  readonly pairId: string
  readonly preference: PairPreference
  readonly left?: QualityPoints
  readonly right?: QualityPoints
}

export interface PairToRateProps {
  readonly pair: BlindPair
  readonly busy: boolean
  readonly onJudge: (judgement: Judgement) => void
  readonly onSkip: () => void
  readonly onUndo: () => void
}

type Side = 'left' | 'right'
interface Cell {
  readonly side: Side
  readonly quality: RatedQuality
}

/** Cells in the order in which the digits fill them: all of the left answer, then all of the right one. */
const CELLS: readonly Cell[] = (['left', 'right'] as const).flatMap((side) =>
  QUALITIES.map((quality) => ({ side, quality })),
)
const PREFERENCES: readonly { readonly preference: PairPreference; readonly key: string }[] = [
  { preference: 'left', key: 'a' },
  { preference: 'tie', key: 't' },
  { preference: 'both-bad', key: 'x' },
  { preference: 'right', key: 'b' },
]

/** A question, two answers, and who is better: by mouse, or by keys alone. */
export function PairToRate({ pair, busy, onJudge, onSkip, onUndo }: PairToRateProps): JSX.Element {
  const t = useTranslations('evaluation')
  const [points, setPoints] = useState<Readonly<Record<Side, QualityPoints>>>({ left: {}, right: {} })
  const [at, setAt] = useState(0)
  const judge = (preference: PairPreference): void => {
    if (!busy) onJudge({ pairId: pair.id, preference, left: points.left, right: points.right })
  }
  const give = (cell: number, value: number): void => {
    const chosen = CELLS[cell]
    if (chosen === undefined) return
    setPoints({ ...points, [chosen.side]: { ...points[chosen.side], [chosen.quality]: value } })
    setAt(Math.min(CELLS.length - 1, cell + 1))
  }
  useKeys((key) => {
    const chosen = PREFERENCES.find((one) => one.key === key.toLowerCase())
    if (chosen !== undefined) judge(chosen.preference)
    else if (/^[1-5]$/u.test(key)) give(at, Number(key))
    else if (key === 'u') onUndo()
    else if (key === 's') onSkip()
    else return false
    return true
  })
  const sides = (['left', 'right'] as const).map((side) => ({
    side,
    name: t(side === 'left' ? 'answerA' : 'answerB'),
    ...pair[side],
  }))
  return (
    <div className="flex flex-col gap-5">
      <QuestionAsked pair={pair} />
      <div className="grid gap-4 md:grid-cols-2">
        {sides.map(({ side, name, answer, abstained, citations }) => (
          <article
            key={side}
            aria-label={name}
            className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4"
          >
            <h3 className="flex items-center gap-2 text-lg font-semibold">
              {name}
              {abstained && <Badge kind="warn">{t('abstained')}</Badge>}
            </h3>
            <CitedAnswer answer={answer} citations={citations} />
            <div className="mt-auto">
              <QualityRows
                name={name}
                points={points[side]}
                active={CELLS[at]?.side === side ? (CELLS[at]?.quality ?? null) : null}
                onGive={(quality, value) =>
                  give(
                    CELLS.findIndex((cell) => cell.side === side && cell.quality === quality),
                    value,
                  )
                }
              />
            </div>
          </article>
        ))}
      </div>
      <div className="sticky bottom-16 z-10 flex flex-wrap items-center justify-center gap-2 rounded-lg border border-line bg-surface p-3 shadow-float md:bottom-3">
        {PREFERENCES.map(({ preference, key }) => (
          <Button key={preference} disabled={busy} onClick={() => judge(preference)}>
            {t(`preference.${preference}`)} <KeyHint>{key.toUpperCase()}</KeyHint>
          </Button>
        ))}
        <Button variant="quiet" onClick={onSkip}>
          {t('skip')} <KeyHint>S</KeyHint>
        </Button>
      </div>
      <p className="hidden text-center text-sm text-soft md:block">{t('keysHint')}</p>
    </div>
  )
}

function QuestionAsked({ pair }: { readonly pair: BlindPair }): JSX.Element {
  const t = useTranslations('evaluation')
  return (
    <header>
      {pair.history.map((question) => (
        <p key={question} className="text-soft">
          {question}
        </p>
      ))}
      <h2 className="text-xl font-semibold">{pair.question}</h2>
      {pair.topics.length > 0 && (
        <p className="mt-1 text-sm text-soft">{t('expectedTopics', { topics: pair.topics.join(', ') })}</p>
      )}
    </header>
  )
}
