import * as DropdownMenu from '@radix-ui/react-dropdown-menu'
import type { JSX, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Actions behind a button. `children` are MenuItems. */
export function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactNode
  readonly children: ReactNode
}): JSX.Element {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 animate-rise rounded-md border border-line bg-surface p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Says what the items below it are about. */
export function MenuHeading({ children }: { readonly children: ReactNode }): JSX.Element {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs text-soft">{children}</DropdownMenu.Label>
}

interface MenuItemProps {
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly children: ReactNode
}

export function MenuItem({ onSelect, icon, danger = false, disabled = false, children }: MenuItemProps): JSX.Element {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={classNames(
        'flex min-h-9 cursor-pointer items-center gap-2 rounded-sm px-2.5 outline-none data-highlighted:bg-accent-soft data-disabled:opacity-55',
        danger && 'text-bad data-highlighted:bg-bad-soft',
      )}
    >
      {icon}
      {children}
    </DropdownMenu.Item>
  )
}
