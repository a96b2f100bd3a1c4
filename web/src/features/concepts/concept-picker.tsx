import { useId, useMemo, useState, type JSX, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { TextField } from '../../components/field.tsx'
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
export function ConceptPicker({
  net,
  label,
  labelHidden,
  placeholder,
  without,
  onPick,
}: ConceptPickerProps): JSX.Element {
  const t = useTranslations('concepts')
  const listId = useId()
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => {
    const hits = findConcepts(net, words, MOST + (without?.size ?? 0))
    return hits.filter(({ id }) => without?.has(id) !== true).slice(0, MOST)
  }, [net, words, without])
  const isOpen = words.trim() !== ''
  const pick = (concept: NetConcept | undefined): void => {
    if (concept === undefined) return
    setWords('')
    onPick(concept)
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
        placeholder={placeholder}
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen && found.length > 0 ? listId : undefined}
        aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${active}` : undefined}
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
      {isOpen && (
        <Options listId={listId} label={label} found={found} active={active} onActive={setActive} onPick={pick} />
      )}
    </div>
  )
}

interface OptionsProps {
  readonly listId: string
  readonly label: string
  readonly found: readonly NetConcept[]
  readonly active: number
  readonly onActive: (place: number) => void
  readonly onPick: (concept: NetConcept) => void
}

function Options({ listId, label, found, active, onActive, onPick }: OptionsProps): JSX.Element {
  const t = useTranslations('concepts')
  const frame =
    'absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float'
  if (found.length === 0) return <p className={classNames(frame, 'text-sm text-soft')}>{t('noneFound')}</p>
  return (
    <div id={listId} role="listbox" aria-label={label} className={frame}>
      {found.map((concept, place) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the field's: it keeps the focus
        <div
          key={concept.id}
          id={`${listId}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerEnter={() => onActive(place)}
          onClick={() => onPick(concept)}
          className={classNames('cursor-pointer rounded-sm px-2.5 py-1.5', place === active && 'bg-accent-soft')}
        >
          {concept.name}
          {concept.aliases.length > 0 && (
            <span className="block truncate text-xs text-soft">{concept.aliases.join(', ')}</span>
          )}
        </div>
      ))}
    </div>
  )
}
