import type { JSX } from 'react'
import { classNames } from '../../components/class-names.ts'
import type { Shape } from './shapes.ts'
import type { Token } from './token-colours.ts'

const FILLS: Partial<Readonly<Record<Token, string>>> = {
  'series-1': 'text-series-1',
  'series-2': 'text-series-2',
  'series-3': 'text-series-3',
  'series-4': 'text-series-4',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  'line-strong': 'text-line-strong',
}

const PLUS = 'M-3-9h6v6h6v6H3v6h-6V3h-6v-6h6z'

/** A group's shape in its colour, as on the map. */
export function ShapeMark({ shape, colour }: { readonly shape: Shape; readonly colour: Token }): JSX.Element {
  return (
    <svg viewBox="-10 -10 20 20" className={classNames('size-4 shrink-0', FILLS[colour])} aria-hidden>
      {shape === 'circle' && <circle r="8" fill="currentColor" />}
      {shape === 'square' && <rect x="-7" y="-7" width="14" height="14" fill="currentColor" />}
      {shape === 'diamond' && <path d="M0-9.5 9.5 0 0 9.5-9.5 0z" fill="currentColor" />}
      {shape === 'triangle' && <path d="M0-9 8.8 6.5H-8.8z" fill="currentColor" />}
      {shape === 'ring' && <circle r="6.2" fill="none" stroke="currentColor" strokeWidth="3.4" />}
      {shape === 'hexagon' && <path d="M-4.6-8h9.2L9.2 0 4.6 8h-9.2L-9.2 0z" fill="currentColor" />}
      {shape === 'wedge' && <path d="M0 9-8.8-6.5H8.8z" fill="currentColor" />}
      {shape === 'plus' && <path d={PLUS} fill="currentColor" />}
      {shape === 'frame' && (
        <rect x="-6.2" y="-6.2" width="12.4" height="12.4" fill="none" stroke="currentColor" strokeWidth="3.4" />
      )}
      {shape === 'cross' && <path d={PLUS} fill="currentColor" transform="rotate(45)" />}
    </svg>
  )
}
