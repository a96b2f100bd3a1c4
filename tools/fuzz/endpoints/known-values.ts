/** Marks a place in a made value where something that the server knows is put in when it is sent. */
const MARK = /§([^§]*)§(\d+)§/g
const MOST_PER_NAME = 40
const ID = /^[a-z]{2,16}_[\w-]{6,64}$/

export const markFor = (name: string, index: number): string => `§${name}§${index}§`

/** Ids, names and other short texts that answers held, by the name of the field: requests that use them get further. */
export class KnownValues {
  readonly #byName = new Map<string, string[]>()

  learn(value: unknown, name = ''): void {
    if (typeof value === 'string') this.#keep(name, value)
    else if (Array.isArray(value)) for (const each of value.slice(0, 50)) this.learn(each, name.replace(/s$/, ''))
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) this.learn(each, key)
    }
  }

  #keep(name: string, value: string): void {
    if (value.length === 0 || value.length > 200) return
    const names = ID.test(value) ? [name, 'id', `${value.split('_')[0] ?? ''}_`] : [name]
    for (const each of names) {
      const values = this.#byName.get(each) ?? []
      if (values.includes(value)) continue
      values.push(value)
      if (values.length > MOST_PER_NAME) values.splice(1, 1)
      this.#byName.set(each, values)
    }
  }

  /** The text with every mark replaced. */
  fill(text: string): string {
    return text.replaceAll(MARK, (_, name: string, index: string) => {
      const single = name.replace(/s$/, '')
      const values = this.#byName.get(name) ?? this.#byName.get(single) ?? this.#byName.get('id') ?? ['unknown']
      return values[Number(index) % values.length] ?? 'unknown'
    })
  }

  /** The value with every mark in it replaced, keys too. */
  fillIn(value: unknown): unknown {
    if (typeof value === 'string') return this.fill(value)
    if (Array.isArray(value)) return value.map((each) => this.fillIn(each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.fill(key), this.fillIn(each)]))
  }
}
