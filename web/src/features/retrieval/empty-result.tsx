import type { SearchResponse } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { EmptyState } from '../../components/states.tsx'
import { strongText } from './strong-text.tsx'
import { hasFilters, withoutFilters, type SearchChoice } from './search-address.ts'

interface EmptyResultProps {
  readonly choice: SearchChoice
  readonly response: SearchResponse
  readonly onChange: (next: Partial<SearchChoice>) => void
}

/** Nothing was found: why, and what would find something. */
export function EmptyResult({ choice, response, onChange }: EmptyResultProps): JSX.Element {
  const t = useTranslations('retrieval')
  const isEmptyLibrary = useAnswer('status').data?.documents.searchable === 0
  const { reading } = response
  if (isEmptyLibrary) return <EmptyLibrary />
  const unknown = new Set(reading.unknownWords)
  const known = reading.words.split(/\s+/).filter((word) => word !== '' && !unknown.has(word.toLowerCase()))
  const isStrict = reading.phrases.length + reading.excluded.length > 0
  return (
    <EmptyState
      title={t('nothing', { query: choice.query.trim() })}
      actions={
        <>
          {hasFilters(choice) && (
            <Button variant="primary" onClick={() => onChange(withoutFilters(choice))}>
              {t('clearFilters')}
            </Button>
          )}
          {isStrict && (
            <Button onClick={() => onChange({ query: [reading.words, ...reading.phrases].join(' ').trim() })}>
              {t('withoutMarks')}
            </Button>
          )}
          {unknown.size > 0 && known.length > 0 && (
            <Button onClick={() => onChange({ query: known.join(' ') })}>
              {t('onlyKnown', { words: known.join(' ') })}
            </Button>
          )}
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        {unknown.size > 0 && (
          <li>
            {t.rich('reading.unknown', {
              words: reading.unknownWords.join(', '),
              count: unknown.size,
              strong: strongText,
            })}
          </li>
        )}
        {unknown.size === 0 && hasFilters(choice) && <li>{t('filteredAway')}</li>}
        {unknown.size === 0 && isStrict && <li>{t('tooStrict')}</li>}
        <li>{t('checkSpelling')}</li>
      </ul>
    </EmptyState>
  )
}

/** There is nothing to find yet. */
export function EmptyLibrary(): JSX.Element {
  const t = useTranslations('retrieval')
  return (
    <EmptyState
      title={t('emptyLibrary')}
      actions={
        <IfMay use="addDocuments">
          <ButtonLink to="/library" variant="primary">
            {t('addDocuments')}
          </ButtonLink>
        </IfMay>
      }
    >
      <IfMay use="addDocuments">
        <p>{t('emptyLibraryText')}</p>
      </IfMay>
    </EmptyState>
  )
}
