import type { JSX, ReactNode } from 'react'

/** What a tag of a text stands for, for `t.rich`: <b> is important. */
export const strongText = { b: (chunks: ReactNode): JSX.Element => <strong>{chunks}</strong> } as const
