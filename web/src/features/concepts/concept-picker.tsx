import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Finder } from '../../components/finder.tsx'
import type { ConceptNet, NetConcept } from './concept-net.ts'
import { findConcepts } from './find-concepts.ts'

interface ConceptPickerProps {
  readonly net: ConceptNet
  readonly label: string
  readonly labelHidden?: boolean
  readonly placeholder?: string
  /** Ids that cannot be picked. */
  readonly without?: ReadonlySet<string>
  readonly onPick: (concept: NetConcept) => void
}

const MOST = 8

/** A field that finds a concept by its name while one types. */
export function ConceptPicker({ net, without, ...field }: ConceptPickerProps): JSX.Element {
  const t = useTranslations('concepts')
  const [words, setWords] = useState('')
  const found = useMemo(() => {
    const hits = findConcepts(net, words, MOST + (without?.size ?? 0))
    return hits.filter(({ id }) => without?.has(id) !== true).slice(0, MOST)
  }, [net, words, without])
  return (
    <Finder
      {...field}
      words={words}
      onWords={setWords}
      found={words.trim() === '' ? null : found}
      foundText={(count) => t('found', { count })}
      noneText={t('noneFound')}
      renderOption={({ name, aliases }) => (
        <>
          {name}
          {aliases.length > 0 && <span className="block truncate text-xs text-soft">{aliases.join(', ')}</span>}
        </>
      )}
    />
  )
}
