/** Shapes that tell groups apart without their colours. The number is what the map's program knows them by. */
export const SHAPES = [
  'circle',
  'square',
  'diamond',
  'triangle',
  'ring',
  'hexagon',
  'wedge',
  'plus',
  'frame',
  'cross',
] as const
export type Shape = (typeof SHAPES)[number]
