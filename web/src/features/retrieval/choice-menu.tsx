import { CheckIcon, ChevronDownIcon } from '@radix-ui/react-icons'
import * as DropdownMenu from '@radix-ui/react-dropdown-menu'
import type { JSX, ReactNode } from 'react'
import { useFormatter } from 'use-intl'
import { classNames } from '../../components/class-names.ts'

export interface Choosable {
  readonly value: string
  readonly name: string
  readonly count?: number | undefined
}

interface ChoiceMenuProps {
  readonly title: string
  readonly choices: readonly Choosable[]
  readonly chosen: readonly string[]
  /** Several at once, or one alone. */
  readonly many: boolean
  readonly onChange: (chosen: string[]) => void
  /** Stands on the chip in place of the title and what is chosen. */
  readonly label?: string
  readonly footer?: ReactNode
  /** Whether something else than the usual is chosen; default: whether anything is. */
  readonly isActive?: boolean
}

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-sm py-1 pr-2.5 pl-8 relative outline-none data-highlighted:bg-accent-soft'

/** A chip that says what is chosen and opens the choices. */
export function ChoiceMenu({
  title,
  choices,
  chosen,
  many,
  onChange,
  label,
  footer,
  isActive = chosen.length > 0,
}: ChoiceMenuProps): JSX.Element {
  const names = choices.filter(({ value }) => chosen.includes(value)).map(({ name }) => name)
  const items = choices.map((choice) => {
    const checked = chosen.includes(choice.value)
    const content = <ChoiceLine choice={choice} />
    return many ? (
      <DropdownMenu.CheckboxItem
        key={choice.value}
        checked={checked}
        className={ITEM}
        // Stays open for the next one.
        onSelect={(event) => event.preventDefault()}
        onCheckedChange={() =>
          onChange(checked ? chosen.filter((value) => value !== choice.value) : [...chosen, choice.value])
        }
      >
        {content}
      </DropdownMenu.CheckboxItem>
    ) : (
      <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={ITEM}>
        {content}
      </DropdownMenu.RadioItem>
    )
  })
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={classNames(
          'inline-flex min-h-8 max-w-64 items-center gap-1 rounded-full border px-3 text-sm',
          isActive ? 'border-accent bg-accent-soft font-medium text-accent-strong' : 'border-line-strong bg-surface',
        )}
      >
        <span className="truncate">{label ?? (isActive ? `${title}: ${names.join(', ')}` : title)}</span>
        <ChevronDownIcon aria-hidden className="shrink-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={title}
          className="z-50 max-h-[min(24rem,70vh)] min-w-52 max-w-80 animate-rise overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float"
        >
          {many ? (
            items
          ) : (
            <DropdownMenu.RadioGroup value={chosen[0] ?? ''} onValueChange={(value) => onChange([value])}>
              {items}
            </DropdownMenu.RadioGroup>
          )}
          {footer}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ChoiceLine({ choice }: { readonly choice: Choosable }): JSX.Element {
  const format = useFormatter()
  return (
    <>
      <DropdownMenu.ItemIndicator className="absolute left-2.5">
        <CheckIcon />
      </DropdownMenu.ItemIndicator>
      <span className="min-w-0 flex-1">{choice.name}</span>
      {choice.count !== undefined && <span className="text-sm text-soft">{format.number(choice.count)}</span>}
    </>
  )
}
