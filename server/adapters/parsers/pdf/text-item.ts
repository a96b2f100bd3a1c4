export interface FontStyle {
  readonly bold: boolean
  readonly italic: boolean
  readonly mono: boolean
}

/** A run of text on a page. Positions in points from the page's top left corner as the reader sees it. */
export interface TextItem {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly width: number
  /** Font size. */
  readonly size: number
  readonly style: FontStyle
  readonly rtl: boolean
  /** Whether the source has white space before it. */
  readonly spaced: boolean
}
