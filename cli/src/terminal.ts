import type { WriteStream } from 'node:tty'

/** Where a command writes: results to `out`, progress and remarks to `err`. */
export interface Terminal {
  readonly json: boolean
  /** Whether `err` is a screen that can redraw a line. */
  readonly interactive: boolean
  readonly columns: number
  /** A line of the result. Nothing in JSON mode. */
  line(text?: string): void
  /** A part of a line of the result. Nothing in JSON mode. */
  piece(text: string): void
  /** A remark beside the result. Nothing in JSON mode. */
  note(text: string): void
  /** The one JSON document. Nothing in text mode. */
  result(value: unknown): void
  /** Redraws the last line of `err`; only on a screen. */
  redraw(text: string): void
  readonly style: Style
}

export interface Style {
  bold(text: string): string
  dim(text: string): string
  mark(text: string): string
  good(text: string): string
  bad(text: string): string
}

const coloured = (stream: WriteStream): Style => {
  const enabled = stream.isTTY && stream.hasColors()
  const wrap = (open: number, close: number) => (text: string) =>
    enabled ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return { bold: wrap(1, 22), dim: wrap(2, 22), mark: wrap(33, 39), good: wrap(32, 39), bad: wrap(31, 39) }
}

/** The process's own terminal. */
export function createTerminal(options: { readonly json: boolean }): Terminal {
  const { json } = options
  const interactive = process.stderr.isTTY && !json
  return {
    json,
    interactive,
    columns: process.stderr.columns ?? 80,
    line: (text = '') => void (json || process.stdout.write(`${text}\n`)),
    piece: (text) => void (json || process.stdout.write(text)),
    note: (text) => void (json || process.stderr.write(`${text}\n`)),
    result: (value) => void (json && process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)),
    redraw: (text) => void (interactive && process.stderr.write(`\r\u001B[2K${text}`)),
    style: coloured(process.stdout),
  }
}
