import type { HitExplanation, SearchHit, SearchRequestInput } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'

interface ExplainPanelProps {
  readonly hit: SearchHit
  readonly request: SearchRequestInput
}

/** Why a passage stands where it does. Asked for when it is opened: most are never. */
export function ExplainPanel({ hit, request }: ExplainPanelProps): JSX.Element {
  const t = useTranslations('retrieval')
  const body = { ...request, explain: true, limit: 1, offset: hit.rank - 1 }
  const answer = useAnswer('search', { body })
  const found = answer.data?.hits.find(({ chunkId }) => chunkId === hit.chunkId)
  if (answer.isPending) return <Skeleton className="py-2" lines={2} />
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (found?.explanation === undefined) return <p className="py-2 text-sm text-soft">{t('explain.moved')}</p>
  return (
    <div className="mt-2 flex flex-col gap-3 rounded-md border border-line bg-surface p-3 text-sm">
      <Legs legs={found.explanation.legs} />
      <Parts explanation={found.explanation} />
      <details>
        <summary className="min-h-6 text-soft">{t('explain.formula')}</summary>
        <p className="mt-1 font-mono text-xs">{found.explanation.formula}</p>
      </details>
    </div>
  )
}

const LEGS = ['keyword', 'vector', 'fused', 'rerank'] as const

/** The places that the search's parts gave the passage. One part alone decides alone: then nothing is said of "together". */
function Legs({ legs }: { readonly legs: HitExplanation['legs'] }): JSX.Element {
  const t = useTranslations('retrieval')
  const format = useFormatter()
  const usesMeaning = legs.vector !== null || legs.fused !== null
  const asked = LEGS.filter((leg) => (usesMeaning && leg !== 'rerank') || legs[leg] !== null)
  return (
    <ul className="flex flex-col gap-0.5">
      {asked.map((leg) => {
        const place = legs[leg]
        return (
          <li key={leg}>
            {place === null
              ? t(`explain.absent.${leg}`)
              : t(`explain.leg.${leg}`, {
                  rank: place.rank,
                  score: format.number(place.score, { maximumFractionDigits: 2 }),
                })}
          </li>
        )
      })}
    </ul>
  )
}

interface Part {
  readonly key: string
  readonly name: string
  readonly note: string
  readonly score: number
}

/** What each word adds, as bars of one scale. */
function Parts({ explanation }: { readonly explanation: HitExplanation }): JSX.Element | null {
  const t = useTranslations('retrieval')
  const format = useFormatter()
  const parts: Part[] = [
    ...explanation.terms.map(({ term, word, documentFrequency, score }) => ({
      key: `${word} ${term} ${documentFrequency}`,
      name: word,
      // Longer words that begin alike are found, too.
      note:
        term.length > word.length
          ? t('explain.longerTerm', { count: documentFrequency, term })
          : t('explain.term', { count: documentFrequency }),
      score,
    })),
    ...explanation.bonuses.map(({ words, score }) => ({
      key: `together ${words}`,
      name: words,
      note: t('explain.together'),
      score,
    })),
  ].toSorted((one, other) => other.score - one.score)
  if (parts.length === 0) return null
  const largest = Math.max(...parts.map(({ score }) => score))
  return (
    <ul className="grid grid-cols-[minmax(4rem,auto)_minmax(3rem,8rem)_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
      {parts.map(({ key, name, note, score }) => (
        <li key={key} className="contents">
          <span className="font-medium">{name}</span>
          <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
            <span
              className="block h-full rounded-full bg-series-1"
              style={{ width: `${Math.max(3, (100 * score) / largest)}%` }}
            />
          </span>
          <span className="text-soft">
            {format.number(score, { maximumFractionDigits: 1, signDisplay: 'always' })} · {note}
          </span>
        </li>
      ))}
    </ul>
  )
}
