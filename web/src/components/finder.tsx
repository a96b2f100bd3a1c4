import { useId, useState, type JSX, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { TextField } from './field.tsx'

interface FinderProps<T> {
  readonly label: string
  readonly labelHidden?: boolean
  readonly placeholder?: string | undefined
  /** What is typed, and where it goes. */
  readonly words: string
  readonly onWords: (words: string) => void
  /** Null while nothing is looked for. */
  readonly found: readonly T[] | null
  /** How many were found, for screen readers. */
  readonly foundText: (count: number) => string
  readonly noneText: string
  readonly renderOption: (item: T) => ReactNode
  readonly onPick: (item: T) => void
}

/** A field with a list of what goes with what is typed: arrows choose, Enter takes, Escape empties. */
export function Finder<T extends { readonly id: string }>(props: FinderProps<T>): JSX.Element {
  const { label, labelHidden = false, placeholder, words, onWords, found, foundText, noneText, renderOption } = props
  const listId = useId()
  const [active, setActive] = useState(0)
  const count = found?.length ?? 0
  const pick = (item: T | undefined): void => {
    if (item === undefined) return
    onWords('')
    props.onPick(item)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (found === null) return
    const actions: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setActive((at) => Math.min(count - 1, at + 1)),
      ArrowUp: () => setActive((at) => Math.max(0, at - 1)),
      Enter: () => pick(found[active]),
      Escape: () => onWords(''),
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
        labelHidden={labelHidden}
        placeholder={placeholder}
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={found !== null}
        aria-controls={count > 0 ? listId : undefined}
        aria-activedescendant={count > 0 ? `${listId}-${active}` : undefined}
        value={words}
        onChange={({ target }) => {
          onWords(target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="sr-only">
        {found === null ? '' : foundText(count)}
      </p>
      {found !== null && (
        <Options {...{ listId, label, found, active, noneText, renderOption }} onActive={setActive} onPick={pick} />
      )}
    </div>
  )
}

interface OptionsProps<T> extends Pick<FinderProps<T>, 'label' | 'noneText' | 'renderOption' | 'onPick'> {
  readonly listId: string
  readonly found: readonly T[]
  readonly active: number
  readonly onActive: (place: number) => void
}

function Options<T extends { readonly id: string }>(props: OptionsProps<T>): JSX.Element {
  const { listId, label, found, active, noneText, renderOption, onActive, onPick } = props
  const frame =
    'absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float'
  if (found.length === 0) return <p className={classNames(frame, 'text-sm text-soft')}>{noneText}</p>
  return (
    <div id={listId} role="listbox" aria-label={label} className={frame}>
      {found.map((item, place) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the field's: it keeps the focus
        <div
          key={item.id}
          id={`${listId}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          onPointerEnter={() => onActive(place)}
          onClick={() => onPick(item)}
          className={classNames('cursor-pointer rounded-sm px-2.5 py-1.5', place === active && 'bg-accent-soft')}
        >
          {renderOption(item)}
        </div>
      ))}
    </div>
  )
}
