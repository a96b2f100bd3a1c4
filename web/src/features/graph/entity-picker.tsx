import type { Entity } from '@learnpath/contracts'
import { useEffect, useId, useState, type JSX, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { classNames } from '../../components/class-names.ts'
import { TextField } from '../../components/field.tsx'
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
export function EntityPicker({ collection, label, labelHidden, without, onPick }: EntityPickerProps): JSX.Element {
  const t = useTranslations('graph')
  const listId = useId()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const asked = useSettled(words.trim())
  const { data } = useAnswer(
    'listEntities',
    { query: { collection, contains: asked, limit: MOST + 1 } },
    { enabled: asked !== '', keepBefore: true },
  )
  const isOpen = words.trim() !== '' && data !== undefined
  const found = isOpen ? data.entities.filter(({ id }) => id !== without).slice(0, MOST) : []
  const pick = (entity: Entity | undefined): void => {
    if (entity === undefined) return
    setWords('')
    onPick(entity)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setActive((at) => Math.min(found.length - 1, at + 1)),
      ArrowUp: () => setActive((at) => Math.max(0, at - 1)),
      Enter: () => pick(found[active]),
      Escape: () => setWords(''),
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return (
    <div className="relative">
      <TextField
        type="search"
        role="combobox"
        label={label}
        labelHidden={labelHidden ?? false}
        placeholder={t('find')}
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        value={words}
        onChange={({ target }) => {
          setWords(target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="sr-only">
        {isOpen ? t('found', { count: found.length }) : ''}
      </p>
      {isOpen && <Options listId={listId} label={label} {...{ found, active, pick }} onActive={setActive} />}
    </div>
  )
}

interface OptionsProps {
  readonly listId: string
  readonly label: string
  readonly found: readonly Entity[]
  readonly active: number
  readonly onActive: (place: number) => void
  readonly pick: (entity: Entity) => void
}

function Options({ listId, label, found, active, onActive, pick }: OptionsProps): JSX.Element {
  const t = useTranslations('graph')
  const frame =
    'absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float'
  if (found.length === 0) return <p className={classNames(frame, 'text-sm text-soft')}>{t('noneFound')}</p>
  return (
    <div id={listId} role="listbox" aria-label={label} className={frame}>
      {found.map((entity, place) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the field's: it keeps the focus
        <div
          key={entity.id}
          id={`${listId}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerEnter={() => onActive(place)}
          onClick={() => pick(entity)}
          className={classNames('cursor-pointer rounded-sm px-2.5 py-1.5', place === active && 'bg-accent-soft')}
        >
          <span className="flex items-center gap-2">
            <ShapeMark {...TYPE_LOOKS[entity.type]} />
            <span className="min-w-0 wrap-anywhere">{entity.name}</span>
          </span>
          {entity.names.length > 1 && (
            <span className="block truncate text-xs text-soft">{entity.names.slice(1).join(', ')}</span>
          )}
        </div>
      ))}
    </div>
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
