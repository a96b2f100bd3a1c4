import type { JSX } from 'react'

/** The key that does the same as what it stands in; for eyes alone, and only where there is a keyboard. */
export const KeyHint = ({ children }: { readonly children: string }): JSX.Element => (
  <kbd
    aria-hidden
    className="hidden min-w-5 rounded-sm border border-current px-1 text-center font-sans text-xs leading-4 opacity-75 md:inline-block pointer-coarse:hidden"
  >
    {children}
  </kbd>
)
