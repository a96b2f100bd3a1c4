import type { HTMLAttributes, JSX, Ref } from 'react'

interface ScrollRegionProps extends HTMLAttributes<HTMLElement> {
  /** Its name for screen readers. */
  readonly label: string
  readonly ref?: Ref<HTMLElement>
}

/** Something that scrolls by itself. It takes the focus, so that it scrolls by keyboard too. */
export function ScrollRegion({ label, children, ...rest }: ScrollRegionProps): JSX.Element {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it, no key would scroll it
    <section aria-label={label} tabIndex={0} {...rest}>
      {children}
    </section>
  )
}
