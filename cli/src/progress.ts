import type { Terminal } from './terminal.ts'

/** Shows how far a long piece of work is: a bar that is redrawn on a screen, a line now and then elsewhere. */
export interface Progress {
  update(done: number, total: number, what: string): void
  end(): void
}

const BAR_WIDTH = 24
/** Elsewhere than on a screen, a line after so long, and again after as long: short work goes without. */
const LINE_INTERVAL_MS = 5000

export function createProgress(terminal: Terminal, title: string): Progress {
  let toldAt = performance.now()
  return {
    update(done, total, what) {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      if (terminal.interactive) {
        terminal.redraw(barLine({ title, share, what, columns: terminal.columns }))
      } else if (performance.now() - toldAt >= LINE_INTERVAL_MS) {
        toldAt = performance.now()
        terminal.note(`${title} ${Math.round(share * 100)} %: ${what}`)
      }
    },
    end: () => terminal.redraw(''),
  }
}

function barLine(bar: { title: string; share: number; what: string; columns: number }): string {
  const filled = Math.round(bar.share * BAR_WIDTH)
  const percent = `${Math.round(bar.share * 100)} %`.padStart(5)
  const line = `${bar.title} [${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}] ${percent}  ${bar.what}`
  return line.length < bar.columns ? line : `${line.slice(0, bar.columns - 2)}…`
}

/** 1536 → "1.5 KB". */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`
}
