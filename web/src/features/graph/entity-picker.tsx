import type { Entity } from '@learnpath/contracts'
import { useEffect, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Finder } from '../../components/finder.tsx'
import { ShapeMark } from '../concepts/shape-mark.tsx'
import { TYPE_LOOKS } from './looks.ts'

interface EntityPickerProps {
  readonly collection: string
  readonly label: string
  readonly labelHidden?: boolean
  /** Id of an entity that cannot be picked. */
  readonly without?: string
  readonly onPick: (entity: Entity) => void
}

const MOST = 8
/** Typing faster than that asks once. */
const WAIT_MS = 150

/** A field that finds an entity by one of its names while one types. */
export function EntityPicker({ collection, without, ...field }: EntityPickerProps): JSX.Element {
  const t = useTranslations('graph')
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim())
  const { data } = useAnswer(
    'listEntities',
    { query: { collection, contains: asked, limit: MOST + 1 } },
    { enabled: asked !== '', keepBefore: true },
  )
  const isOpen = words.trim() !== '' && data !== undefined
  return (
    <Finder
      {...field}
      placeholder={t('find')}
      words={words}
      onWords={setWords}
      found={isOpen ? data.entities.filter(({ id }) => id !== without).slice(0, MOST) : null}
      foundText={(count) => t('found', { count })}
      noneText={t('noneFound')}
      renderOption={(entity) => <EntityOption entity={entity} />}
    />
  )
}

function EntityOption({ entity: { name, names, type } }: { readonly entity: Entity }): JSX.Element {
  const others = names.filter((other) => other !== name)
  return (
    <>
      <span className="flex items-center gap-2">
        <ShapeMark {...TYPE_LOOKS[type]} />
        <span className="min-w-0 wrap-anywhere">{name}</span>
      </span>
      {others.length > 0 && <span className="block truncate text-xs text-soft">{others.join(', ')}</span>}
    </>
  )
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), WAIT_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
