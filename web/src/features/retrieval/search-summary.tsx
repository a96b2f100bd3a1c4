import type { SearchResponse } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { strongText } from './strong-text.tsx'

/** How much was found, how fast, by what, and how the query was read. */
export function SearchSummary({ response }: { readonly response: SearchResponse }): JSX.Element {
  const t = useTranslations('retrieval')
  const format = useFormatter()
  const { total, totalIsExact, tookMs, engine, reading, semantic, reranked } = response
  const notes = [
    ...reading.phrases.map((phrase) => t.rich('reading.phrase', { phrase, strong: strongText })),
    ...(reading.excluded.length > 0
      ? [t.rich('reading.excluded', { words: reading.excluded.join(', '), strong: strongText })]
      : []),
    ...(reading.unknownWords.length > 0 && total > 0
      ? [
          t.rich('reading.unknown', {
            words: reading.unknownWords.join(', '),
            count: reading.unknownWords.length,
            strong: strongText,
          }),
        ]
      : []),
    ...(reranked === null ? [] : [t(`reranked.${reranked.ended}`, { count: reranked.scored })]),
  ]
  return (
    <div className="flex flex-col gap-1 text-sm text-soft">
      <p role="status">
        {t('found', { count: total, atLeast: totalIsExact ? 'no' : 'yes' })}
        {' · '}
        {t(`engine.${engine}`)}
        {' · '}
        {format.number(tookMs, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 })}
        {!semantic.used && semantic.model === null && engine === 'keyword' && (
          <IfMay use="pullModel">
            {' · '}
            <Link href="/models">{t('addMeaning')}</Link>
          </IfMay>
        )}
      </p>
      {notes.length > 0 && (
        <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
          {notes.map((note, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
