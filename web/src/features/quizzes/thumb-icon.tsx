import type { JSX } from 'react'

/** A thumb, up or down. */
export const ThumbIcon = ({ down = false }: { readonly down?: boolean }): JSX.Element => (
  <svg
    viewBox="0 0 15 15"
    width="15"
    height="15"
    fill="none"
    stroke="currentColor"
    strokeLinejoin="round"
    aria-hidden
    className={down ? 'rotate-180' : undefined}
  >
    <path d="M1.5 6.5h2.6v6.8H1.5zM4.1 6.7 7 1.5c1.1 0 1.8.9 1.6 2L8.200 5.700h4c.9 0 1.500.8 1.300 1.700l-1 4.600c-.2.8-.8 1.300-1.600 1.300H4.100" />
  </svg>
)
