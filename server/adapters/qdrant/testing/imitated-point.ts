export type PointId = number | string

export interface ImitatedPoint {
  readonly id: PointId
  readonly dense: ReadonlyMap<string, Float32Array>
  readonly sparse: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly payload: Readonly<Record<string, unknown>>
}
