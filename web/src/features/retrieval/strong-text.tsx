import type { JSX, ReactNode } from 'react'

/** For `<strong>` within a text of the catalogue. */
export const strongText = (text: ReactNode): JSX.Element => <strong className="font-semibold text-ink">{text}</strong>
