import type { EntityType, RelationKind } from '@learnpath/contracts'
import type { Shape } from '../concepts/shapes.ts'
import type { Token } from '../concepts/token-colours.ts'

/** In the order in which people look for them. */
export const ENTITY_TYPES: readonly EntityType[] = [
  'concept',
  'name',
  'person',
  'organization',
  'place',
  'product',
  'standard',
  'identifier',
  'date',
  'quantity',
]

export const RELATION_KINDS: readonly RelationKind[] = [
  'is-a',
  'part-of',
  'causes',
  'depends-on',
  'uses',
  'defined-as',
  'example-of',
  'related',
]

interface TypeLook {
  readonly colour: Token
  readonly shape: Shape
}

/** Each type has a shape of its own: the colour only helps. */
export const TYPE_LOOKS: Readonly<Record<EntityType, TypeLook>> = {
  concept: { colour: 'series-1', shape: 'circle' },
  person: { colour: 'series-2', shape: 'triangle' },
  organization: { colour: 'series-3', shape: 'square' },
  place: { colour: 'series-4', shape: 'diamond' },
  product: { colour: 'series-2', shape: 'hexagon' },
  name: { colour: 'series-3', shape: 'ring' },
  standard: { colour: 'series-4', shape: 'frame' },
  identifier: { colour: 'series-1', shape: 'wedge' },
  date: { colour: 'series-2', shape: 'plus' },
  quantity: { colour: 'series-4', shape: 'cross' },
}

/** Lengths of dash and gap, twice, in pixels; null is one stroke. */
export type Dash = readonly [number, number, number, number] | null

interface KindLook {
  readonly colour: Token
  readonly dash: Dash
}

/** Each kind has a line of its own: the colour only helps. */
export const KIND_LOOKS: Readonly<Record<RelationKind, KindLook>> = {
  'is-a': { colour: 'series-1', dash: null },
  'part-of': { colour: 'series-3', dash: [14, 4, 14, 4] },
  causes: { colour: 'series-2', dash: [8, 4, 8, 4] },
  'depends-on': { colour: 'series-4', dash: [5, 2, 5, 2] },
  uses: { colour: 'series-3', dash: [4, 4, 4, 4] },
  'defined-as': { colour: 'series-1', dash: [11, 3, 2, 3] },
  'example-of': { colour: 'series-2', dash: [16, 3, 6, 3] },
  related: { colour: 'line-strong', dash: [1.5, 2.5, 1.5, 2.5] },
}

/** Whether "A KIND B" says something else than "B KIND A". */
export const isDirected = (kind: RelationKind): boolean => kind !== 'related'
