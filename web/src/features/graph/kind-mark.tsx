import type { RelationKind } from '@learnpath/contracts'
import type { JSX } from 'react'
import type { Token } from '../concepts/token-colours.ts'
import { isDirected, KIND_LOOKS } from './looks.ts'

const COLOURS: Partial<Readonly<Record<Token, string>>> = {
  'series-1': 'text-series-1',
  'series-2': 'text-series-2',
  'series-3': 'text-series-3',
  'series-4': 'text-series-4',
  'line-strong': 'text-line-strong',
}

/** The line of a kind of relation, as on the map. */
export function KindMark({ kind }: { readonly kind: RelationKind }): JSX.Element {
  const { colour, dash } = KIND_LOOKS[kind]
  return (
    <svg viewBox="0 0 40 12" className={`inline-block h-3 w-10 shrink-0 ${COLOURS[colour] ?? ''}`} aria-hidden>
      <path
        d={isDirected(kind) ? 'M0 6H32' : 'M0 6H40'}
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={dash === null ? undefined : dash.join(' ')}
      />
      {isDirected(kind) && <path d="M31 1.5 40 6 31 10.5z" fill="currentColor" />}
    </svg>
  )
}
