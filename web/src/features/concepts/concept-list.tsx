import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Checkbox, SelectField, TextField } from '../../components/field.tsx'
import { EmptyState } from '../../components/states.tsx'
import type { ConceptNet, NetConcept } from './concept-net.ts'
import { ConceptRow } from './concept-row.tsx'
import { isNamed } from './find-concepts.ts'

const SORTS = ['rank', 'name', 'difficulty', 'mastery'] as const
type Sort = (typeof SORTS)[number]
const ROW = 64

const COMPARES: Readonly<Record<Sort, (one: NetConcept, other: NetConcept) => number>> = {
  rank: (one, other) => one.rank - other.rank,
  name: (one, other) => one.name.localeCompare(other.name),
  difficulty: (one, other) => one.difficulty - other.difficulty || one.rank - other.rank,
  // What is known least comes first, what was never asked last.
  mastery: (one, other) => (one.mastery?.mastery ?? 2) - (other.mastery?.mastery ?? 2) || one.rank - other.rank,
}

interface ConceptListProps {
  readonly net: ConceptNet
  /** Concepts of the collection that are not in the net. */
  readonly missing: number
  readonly onAll: () => void
}

/** The concepts of the map as a list: filtered, sorted, and with the hidden ones if wished. */
export function ConceptList({ net, missing, onAll }: ConceptListProps): JSX.Element {
  const t = useTranslations('concepts')
  const [words, setWords] = useState('')
  const [sort, setSort] = useState<Sort>('rank')
  const [onlyHidden, setOnlyHidden] = useState(false)
  const shown = useMemo(
    () =>
      net.concepts
        .filter((concept) => concept.hidden === onlyHidden && isNamed(concept, words))
        .toSorted(COMPARES[sort]),
    [net, words, sort, onlyHidden],
  )
  const hiddenCount = net.concepts.filter(({ hidden }) => hidden).length
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            type="search"
            label={t('filter')}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </div>
        <SelectField label={t('sortBy')} value={sort} onChange={({ target }) => setSort(target.value as Sort)}>
          {SORTS.map((name) => (
            <option key={name} value={name}>
              {t(`sort.${name}`)}
            </option>
          ))}
        </SelectField>
        {(hiddenCount > 0 || onlyHidden) && (
          <Checkbox
            label={t('showHidden', { count: hiddenCount })}
            checked={onlyHidden}
            onChange={({ target }) => setOnlyHidden(target.checked)}
            className="min-h-10"
          />
        )}
      </div>
      <p role="status" className="text-sm text-soft">
        {t('shown', { count: shown.length })}
      </p>
      {shown.length === 0 ? <EmptyState title={t('noneFound')} /> : <Rows net={net} concepts={shown} />}
      {missing > 0 && (
        <p className="flex flex-wrap items-center gap-3 text-soft">
          {t('notAllShown', { count: missing })}
          <Button size="small" onClick={onAll}>
            {t('showAll')}
          </Button>
        </p>
      )}
    </div>
  )
}

function Rows({ net, concepts }: { readonly net: ConceptNet; readonly concepts: readonly NetConcept[] }): JSX.Element {
  const t = useTranslations('concepts')
  const list = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [])
  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized by a compiler here
  const rows = useWindowVirtualizer({
    count: concepts.length,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => concepts[index]?.id ?? index,
  })
  return (
    <ul
      ref={list}
      aria-label={t('concepts')}
      className="relative rounded-lg border border-line bg-surface shadow-card"
      style={{ height: `${rows.getTotalSize()}px` }}
    >
      {rows.getVirtualItems().map(({ index, start }) => {
        const concept = concepts[index]
        if (concept === undefined) return null
        return (
          <li
            key={concept.id}
            aria-setsize={concepts.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 border-b border-line"
            style={{ height: `${ROW}px`, transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            <ConceptRow net={net} concept={concept} />
          </li>
        )
      })}
    </ul>
  )
}
