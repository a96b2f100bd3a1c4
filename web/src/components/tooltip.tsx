import * as RadixTooltip from '@radix-ui/react-tooltip'
import type { JSX, ReactNode } from 'react'

const DELAY_MS = 400

/** A word or two beside what the pointer or the focus is on. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactNode }): JSX.Element {
  return (
    <RadixTooltip.Provider delayDuration={DELAY_MS}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-rise rounded-md bg-ink px-2.5 py-1 text-sm text-ground shadow-float"
          >
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  )
}
