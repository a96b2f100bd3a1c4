import { Cross2Icon } from '@radix-ui/react-icons'
import { useId, type ComponentType, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Checkbox, TextField } from '../../../components/field.tsx'
import { Skeleton } from '../../../components/states.tsx'

interface Pickable {
  readonly id: string
  readonly name: string
  readonly note?: string
}

interface PickListProps {
  readonly title: string
  /** What holds when nothing is chosen. */
  readonly hint: string
  readonly searchLabel: string
  readonly found: readonly Pickable[] | null
  readonly total: number
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly chosenIds: readonly string[]
  readonly onChange: (ids: string[]) => void
  /** Shows its name, which may not be among those found. */
  readonly Name: ComponentType<{ readonly id: string }>
}

/** Some of many, looked up by name. */
export function PickList(props: PickListProps): JSX.Element {
  const { title, hint, searchLabel, found, total, search, onSearch, chosenIds, onChange, Name } = props
  const t = useTranslations('plans')
  const id = useId()
  const toggle = (one: string): void =>
    onChange(chosenIds.includes(one) ? chosenIds.filter((other) => other !== one) : [...chosenIds, one])
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="font-medium">
        {title}
      </h3>
      {chosenIds.length === 0 ? (
        <p className="text-sm text-soft">{hint}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {chosenIds.map((one) => (
            <li key={one}>
              <button
                type="button"
                onClick={() => toggle(one)}
                className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-3 text-left text-sm text-accent-strong"
              >
                <span className="sr-only">{t('remove')} </span>
                <Name id={one} />
                <Cross2Icon aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={searchLabel}
        labelHidden
        type="search"
        placeholder={searchLabel}
        value={search}
        onChange={({ target }) => onSearch(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      {found === null ? (
        <Skeleton lines={3} />
      ) : (
        <ul className="max-h-64 overflow-y-auto rounded-md border border-line bg-surface px-3 py-1">
          {found.map(({ id: one, name, note }) => (
            <li key={one}>
              <Checkbox
                checked={chosenIds.includes(one)}
                onChange={() => toggle(one)}
                label={
                  <>
                    {name} {note !== undefined && <span className="text-sm text-soft">{note}</span>}
                  </>
                }
              />
            </li>
          ))}
          {found.length === 0 && <li className="py-1 text-soft">{t('nothingFound')}</li>}
          {total > found.length && (
            <li className="py-1 text-sm text-soft">{t('moreBySearch', { count: total - found.length })}</li>
          )}
        </ul>
      )}
    </section>
  )
}
