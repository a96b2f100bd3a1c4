import { CheckIcon, Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'

/** A tick or a cross, with its meaning in words for screen readers. */
export const VerdictMark = ({ right, label }: { readonly right: boolean; readonly label: string }): JSX.Element => (
  <span className={right ? 'text-good' : 'text-bad'}>
    {right ? <CheckIcon aria-hidden className="size-5" /> : <Cross2Icon aria-hidden className="size-5" />}
    <span className="sr-only">{label}</span>
  </span>
)
