import { Cross2Icon } from '@radix-ui/react-icons'
import * as RadixDialog from '@radix-ui/react-dialog'
import type { JSX, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: string
  /** In the middle, or at the right edge over the whole height. */
  readonly place?: 'middle' | 'side'
  readonly children: ReactNode
  /** Buttons, the main one last. */
  readonly footer?: ReactNode
}

const PLACES = {
  middle: 'inset-x-4 top-[10vh] mx-auto max-w-xl max-h-[80vh] rounded-lg',
  side: 'inset-y-0 right-0 w-full max-w-lg',
} as const

/**
 * A dialog that asks for something begins at the field marked `data-first-field`; any other is read from its title on.
 * Not at its first control, which closes it and whose tooltip would take the first press of escape.
 */
function focusFirst(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return
  event.preventDefault()
  const field = event.target.querySelector<HTMLElement>('[data-first-field]') ?? event.target
  field.focus()
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  place = 'middle',
  children,
  footer,
}: DialogProps): JSX.Element {
  const t = useTranslations('app')
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-veil" />
        <RadixDialog.Content
          onOpenAutoFocus={focusFirst}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed z-50 flex animate-rise flex-col outline-none border border-line bg-surface shadow-float',
            PLACES[place],
          )}
        >
          <header className="flex items-start gap-2 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="text-lg">{title}</RadixDialog.Title>
              {description !== undefined && (
                <RadixDialog.Description className="text-sm text-soft">{description}</RadixDialog.Description>
              )}
            </div>
            <RadixDialog.Close asChild>
              <IconButton label={t('close')} icon={<Cross2Icon />} />
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{footer}</footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
