type NumberArray = Uint8Array | Uint32Array | Float32Array

/** A typed array that doubles when it is full. */
export class GrowingArray<Kind extends NumberArray> {
  values: Kind
  length = 0
  readonly #make: (length: number) => Kind

  constructor(make: (length: number) => Kind, capacity: number) {
    this.#make = make
    this.values = make(capacity)
  }

  reserve(more: number): void {
    const wanted = this.length + more
    if (wanted <= this.values.length) return
    const grown = this.#make(Math.max(wanted, this.values.length * 2))
    grown.set(this.values)
    this.values = grown
  }

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(1)
    this.values[this.length] = value
    this.length += 1
  }

  /** The filled part; a view, valid until the next push. */
  filled(): Kind {
    return this.values.subarray(0, this.length) as Kind
  }
}

export const growingBytes = (capacity: number): GrowingArray<Uint8Array> =>
  new GrowingArray((length) => new Uint8Array(length), capacity)
export const growingIntegers = (capacity: number): GrowingArray<Uint32Array> =>
  new GrowingArray((length) => new Uint32Array(length), capacity)
export const growingFloats = (capacity: number): GrowingArray<Float32Array> =>
  new GrowingArray((length) => new Float32Array(length), capacity)
