import type { JSX } from 'react'

export const Spinner = (): JSX.Element => (
  <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent" />
)
