import type { DocumentFacets } from '@learnpath/contracts'
import { Cross2Icon } from '@radix-ui/react-icons'
import { useEffect, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { FORMATS, SORTS, STATES, type DocumentView, type Sort } from './use-document-view.ts'

/** As fast as people type, the address need not follow. */
const TYPING_MS = 150

interface DocumentFiltersProps {
  readonly view: DocumentView
  readonly facets: DocumentFacets | undefined
}

export function DocumentFilters({ view, facets }: DocumentFiltersProps): JSX.Element {
  const t = useTranslations('library')
  const { filters, filter } = view
  const states = { ...facets?.states, unfinished: (facets?.states.queued ?? 0) + (facets?.states.processing ?? 0) }
  const tags = facets?.tags ?? []
  return (
    <div role="search" aria-label={t('filter')} className="mb-3 flex flex-wrap items-end gap-2">
      <NameFilter view={view} />
      <Choice
        label={t('stateColumn')}
        value={filters.state}
        onChange={(state) => filter({ state })}
        any={t('anyState')}
        choices={STATES.flatMap((state) => choiceOf(state, t(`stateFilter.${state}`), states[state], filters.state))}
      />
      <Choice
        label={t('formatColumn')}
        value={filters.format}
        onChange={(format) => filter({ format })}
        any={t('anyFormat')}
        choices={FORMATS.flatMap((format) =>
          choiceOf(format, t(`format.${format}`), facets?.formats[format], filters.format),
        )}
      />
      {(tags.length > 0 || filters.tag !== undefined) && (
        <Choice
          label={t('tag')}
          value={filters.tag}
          onChange={(tag) => filter({ tag })}
          any={t('anyTag')}
          choices={tags.flatMap(({ tag, documentCount }) => choiceOf(tag, `#${tag}`, documentCount, filters.tag))}
        />
      )}
      <div className="w-full sm:w-auto md:hidden">
        <SelectField
          label={t('sortBy')}
          labelHidden
          value={view.sort}
          onChange={({ target }) => view.sortBy(target.value as Sort)}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t('sortedBy', { by: t(`sort.${sort}`) })}
            </option>
          ))}
        </SelectField>
      </div>
      {view.isFiltered && (
        <Button
          variant="quiet"
          icon={<Cross2Icon aria-hidden />}
          onClick={() => filter({ contains: null, state: null, format: null, tag: null })}
        >
          {t('clearFilter')}
        </Button>
      )}
    </div>
  )
}

/** What there is none of is no choice, unless it is the one that was made. */
function choiceOf(
  value: string,
  name: string,
  count: number | undefined,
  chosen: string | undefined,
): { value: string; text: string }[] {
  if ((count ?? 0) === 0 && value !== chosen) return []
  return [{ value, text: `${name} (${count ?? 0})` }]
}

interface ChoiceProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string) => void
  readonly any: string
  readonly choices: readonly { readonly value: string; readonly text: string }[]
}

function Choice({ label, value, onChange, any, choices }: ChoiceProps): JSX.Element {
  return (
    <div className="min-w-0 flex-1 basis-36 sm:flex-none">
      <SelectField label={label} labelHidden value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
        <option value="">{any}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

function NameFilter({ view: { filters, filter } }: { readonly view: DocumentView }): JSX.Element {
  const t = useTranslations('library')
  const given = filters.contains ?? ''
  const [typed, setTyped] = useState(given)
  const [followed, setFollowed] = useState(given)
  // Changed from outside, as by "clear": the field shows it.
  if (given !== followed) {
    setFollowed(given)
    if (given !== typed.trim()) setTyped(given)
  }
  useEffect(() => {
    if (typed.trim() === given) return
    const timer = window.setTimeout(() => filter({ contains: typed.trim() }), TYPING_MS)
    return () => window.clearTimeout(timer)
  }, [typed, given, filter])
  return (
    <div className="w-full min-w-0 sm:w-64">
      <TextField
        type="search"
        label={t('filterName')}
        labelHidden
        placeholder={t('filterName')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  )
}
