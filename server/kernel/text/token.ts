/** A word as it is compared: NFKC, lower case. Offsets are UTF-16 units of the text it was cut from. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Words inside a camel-case identifier, in order. Absent for ordinary words. */
  readonly parts?: readonly Token[]
}
